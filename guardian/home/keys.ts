import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { HomePaths, Keys } from '../ports';
import { NO_LINK, readSmall } from './durable';

export interface PemPair {
  /** PKCS #8. */
  privatePem: string;
  /** SPKI. */
  publicPem: string;
}

export function newKeyPair(): PemPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export function signWith(privatePem: string | Uint8Array, message: Uint8Array): Uint8Array {
  const key = createPrivateKey(Buffer.from(privatePem));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is no Ed25519 key.');
  return new Uint8Array(sign(null, message, key));
}

/** False also when the key is none, or of another kind. */
export function verifyWith(
  publicPem: string | Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const key = createPublicKey(Buffer.from(publicPem));
    return key.asymmetricKeyType === 'ed25519' && verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** Whether this is an Ed25519 public key in PEM, and not a private one, from which a public one could be made. */
export function isPublicKey(pem: string): boolean {
  try {
    return pem.includes('BEGIN PUBLIC KEY') && createPublicKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

const spkiOf = (pem: string | Uint8Array) =>
  createPublicKey(Buffer.from(pem)).export({ type: 'spki', format: 'der' });

export interface HomeKeys extends Keys {
  /** Whether the Guardian of this home signed this. */
  verify(message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/**
 * The Guardian's key pair. A private key that others may read vouches for nothing: `sign` refuses it, and says which
 * command repairs that.
 */
export function openKeys(paths: HomePaths): HomeKeys {
  async function readPublic(): Promise<Buffer> {
    const pem = await readSmall(paths.publicKey);
    if (pem === null) throw new Error(`${paths.publicKey} is missing.`);
    return pem;
  }

  /** Damaged or missing, the public key says no to everything. It is never made again from the other one. */
  async function vouches(message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    const pem = await readSmall(paths.publicKey);
    return pem !== null && verifyWith(pem, message, signature);
  }

  async function readPrivate(): Promise<Buffer> {
    const handle = await open(paths.privateKey, constants.O_RDONLY | NO_LINK);
    try {
      const { uid } = await stat(paths.home);
      const problem = exposureOf(paths.privateKey, await handle.stat(), uid);
      if (problem !== null) throw new Error(problem);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  return {
    publicKey: async () => spkiOf(await readPublic()).toString('base64'),
    sign: async (message) => signWith(await readPrivate(), message),
    verify: vouches,
  };
}

const OTHERS = 0o077;

/**
 * Why a private key is not the Guardian's alone, with the command that repairs it; null when it is. Windows has no such modes:
 * there, the folder's access list protects it.
 */
export function exposureOf(
  path: string,
  { mode, uid }: Pick<Stats, 'mode' | 'uid'>,
  homeUid: number,
): string | null {
  if (process.platform === 'win32') return null;
  if ((mode & OTHERS) !== 0) {
    return `${path} has mode ${(mode & 0o7777).toString(8)}, so others may use it: chmod 600 ${path}`;
  }
  if (uid === 0 || uid === homeUid) return null;
  return `${path} belongs to user ${uid}, and the home to user ${homeUid}: chown ${homeUid} ${path}`;
}
