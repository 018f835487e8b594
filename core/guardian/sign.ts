import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../text/base64';
import { canonicalJson } from '../text/canonical-json';
import type { ApprovalRecord } from './state';

export type Unsigned = Omit<ApprovalRecord, 'key_id' | 'public_key' | 'signature'>;

/** The record with the name of its key (SPKI, base64), and the bytes that are to be signed: canonical JSON (RFC 8785). */
export function unsignedRecord(unsigned: Unsigned, publicKey: string) {
  const spki = fromBase64(publicKey);
  if (!spki) throw new Error('The Guardian’s public key is not base64');
  const named = { ...unsigned, key_id: bytesToHex(sha256(spki)).slice(0, 16), public_key: publicKey };
  return { named, bytes: utf8ToBytes(canonicalJson(named)) };
}

export function signedRecord(
  { named }: ReturnType<typeof unsignedRecord>,
  signature: Uint8Array,
): ApprovalRecord {
  // `Omit` loses the named members of a record with an index signature.
  return { ...named, signature: toBase64(signature) } as ApprovalRecord;
}
