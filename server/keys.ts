import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
} from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '../core/ports/ports';

/** The Ed25519 key that signs checkpoints: `signing-key.pem` in the folder, made when it is missing. */
export function openSigner(folder: string): Signer {
  const pem = readOrMake(join(folder, 'signing-key.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  return signerOf(pem, 'signing-key.pem');
}

/** The signer of a private key in PEM. Throws when it is no Ed25519 key; `name` is then what the person reads. */
export function signerOf(pem: string, name: string): Signer {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${name} is not an Ed25519 key.`);
  const publicKey = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/** A secret that this server shares with another one: in a file of the folder, made when it is missing. */
export function openSecret(folder: string, name: 'webhook-secret' | 'upstream-secret'): string {
  return readOrMake(join(folder, name), () => `${randomBytes(32).toString('hex')}\n`).trim();
}

/** Only its owner can read the file. When two processes make it at the same time, both get that of the first. */
function readOrMake(path: string, make: () => string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, make());
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!isThere(error)) throw error;
  } finally {
    closeSync(file);
    rmSync(draft);
  }
  return readFileSync(path, 'utf8');
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null);
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';
const isThere = (error: unknown) => codeOf(error) === 'EEXIST';
