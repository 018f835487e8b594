import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '../core/ports/ports';
import { openSigner, signerOf } from './keys';

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
    .map((name) => join(folder, name))
    .map((path) => signerOf(readFileSync(path, 'utf8'), path));
  return { signer: openSigner(folder), retired };
}
