import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '../core/ports/ports';
import { openSigner } from './keys';

export interface SigningKeys {
  signer: Signer;
  /** The keys that signed before, the newest first. */
  retired: Signer[];
}

const RETIRED = /^retired-.+\.pem$/;

/**
 * The keys in `keys` of the data folder. `signing-key.pem` is made when it is missing. Whoever renames it to
 * `retired-ANYTHING.pem` gets a new key, to which the old one hands over in each chain.
 */
export function openSigningKeys(dataDir: string): SigningKeys {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).filter((name) => RETIRED.test(name));
  const retired = names
    .toSorted()
    .toReversed()
    .map((name) => readSigner(join(folder, name)));
  return { signer: openSigner(folder), retired };
}

function readSigner(path: string): Signer {
  const key = createPrivateKey(readFileSync(path, 'utf8'));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 key.`);
  const publicKey = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}
