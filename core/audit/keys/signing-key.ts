import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64 } from '../../text/base64';

/** What stands before the 32 bytes of an Ed25519 key in SPKI (RFC 8410). */
const SPKI_PREFIX = '302a300506032b6570032100';

/** An Ed25519 public key in SPKI, from base64. Null when it is anything else. */
export function readPublicKey(base64: string): Uint8Array | null {
  const spki = fromBase64(base64);
  return spki?.length === 44 && bytesToHex(spki).startsWith(SPKI_PREFIX) ? spki : null;
}

/** The 32 bytes of the key itself. */
export function rawPublicKey(spki: Uint8Array): Uint8Array {
  return spki.slice(-32);
}

/** The SHA-256 of the public key in SPKI, in hex. */
export function fingerprintOf(spki: Uint8Array): string {
  return bytesToHex(sha256(spki));
}

export function isSignedBy(spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // As RFC 8032 and openssl do: neither points nor signatures that can be written in two ways.
    return ed25519.verify(signature, message, rawPublicKey(spki), { zip215: false });
  } catch {
    return false;
  }
}
