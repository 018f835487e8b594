import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../ports/ports';

/** An Ed25519 key that is the same for the same number. */
export function sampleSigner(seed: number): Signer {
  const secret = new Uint8Array(32).fill(seed);
  const prefix = hexToBytes('302a300506032b6570032100');
  return {
    publicKey: concatBytes(prefix, ed25519.getPublicKey(secret)),
    sign: (message) => ed25519.sign(message, secret),
  };
}
