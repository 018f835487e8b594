import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../core/ports/ports';

const SPKI_PREFIX = hexToBytes('302a300506032b6570032100');
/** Everybody can read it here: what it signs proves nothing. */
const SECRET = new Uint8Array(32).fill(7);

/** Signs the demo's checkpoints. */
export const demoSigner: Signer = {
  publicKey: concatBytes(SPKI_PREFIX, ed25519.getPublicKey(SECRET)),
  sign: (message) => ed25519.sign(message, SECRET),
};
