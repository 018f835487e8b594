import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newKeyPair, verifyWith } from '../home/keys';
import { certifyReleaseKey, type ReleaseKeys } from '../home/manifest';

interface PackageKeys {
  rootPublicPem: string;
  keys: ReleaseKeys;
}

/** Reads the keys of a release. Rejects when the root has not signed this release key. */
export async function readReleaseKeys(files: {
  /** PKCS #8 in PEM. */
  releaseKey: string;
  /** The root's signature over the release key's public PEM. */
  releaseSignature: string;
  /** SPKI in PEM. */
  rootPublic: string;
}): Promise<PackageKeys> {
  const privatePem = await readFile(files.releaseKey, 'utf8');
  const publicKey = createPublicKey(createPrivateKey(privatePem));
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const releaseSignature = new Uint8Array(await readFile(files.releaseSignature));
  const rootPublicPem = await readFile(files.rootPublic, 'utf8');
  if (!verifyWith(rootPublicPem, Buffer.from(publicPem), releaseSignature)) {
    throw new Error(
      `${files.releaseSignature} is not the root's signature over this release key's public key in PEM.`,
    );
  }
  return { rootPublicPem, keys: { release: { privatePem, publicPem }, releaseSignature } };
}

/** Keys for trying, kept in this folder: a root and a release key that nobody must trust. */
export async function developmentKeys(folder: string): Promise<PackageKeys & { made: boolean }> {
  const file = (name: string) => join(folder, name);
  const made = !existsSync(file('root-public.pem'));
  if (made) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [root, release] = [newKeyPair(), newKeyPair()];
    const keys = certifyReleaseKey(release, root.privatePem);
    await writeFile(file('root-private.pem'), root.privatePem, { mode: 0o600 });
    await writeFile(file('release-private.pem'), release.privatePem, { mode: 0o600 });
    await writeFile(file('release-public.sig'), keys.releaseSignature);
    await writeFile(file('root-public.pem'), root.publicPem);
  }
  const read = await readReleaseKeys({
    releaseKey: file('release-private.pem'),
    releaseSignature: file('release-public.sig'),
    rootPublic: file('root-public.pem'),
  });
  return { ...read, made };
}
