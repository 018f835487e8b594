import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../../core/text/base64';

/** Base64 of SPKI and PKCS #8. */
export interface SimulatedKeys {
  publicKey: string;
  privateKey: string;
}

const SECRET_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const SPKI = hexToBytes('302a300506032b6570032100');
const PKCS8 = hexToBytes('302e020100300506032b657004220420');

export function makeKeys(random: (length: number) => Uint8Array): SimulatedKeys {
  const secret = random(SECRET_BYTES);
  return {
    publicKey: toBase64(concatBytes(SPKI, ed25519.getPublicKey(secret))),
    privateKey: toBase64(concatBytes(PKCS8, secret)),
  };
}

export function signWith({ privateKey }: SimulatedKeys, message: Uint8Array): Uint8Array {
  const pkcs8 = fromBase64(privateKey);
  if (!pkcs8) throw new Error('The Guardian’s keys are not base64');
  return ed25519.sign(message, pkcs8.slice(-SECRET_BYTES));
}
