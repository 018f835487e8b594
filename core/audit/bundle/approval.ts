import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64 } from '../../text/base64';
import { canonicalJson } from '../../text/canonical-json';
import { isObject, type JsonObject } from '../../text/json-object';
import { fingerprintOf, isSignedBy, readPublicKey } from '../keys/signing-key';

/** The action of the row that names the key of a host's Guardian in `metadata_json.public_key` (SPKI, base64). */
export const GUARDIAN_KEY_REGISTERED = 'guardian_key_registered';

/** The Guardian's signed record of an approval, which a row carries in `metadata_json.approval`; undefined without one. */
export function readApproval(row: JsonObject): unknown {
  const { metadata_json: metadata } = row;
  return isObject(metadata) ? metadata['approval'] : undefined;
}

/** The public key, in base64, that a row registers for a Guardian; null for every other row. */
export function readGuardianKey(row: JsonObject): string | null {
  const { action, metadata_json: metadata } = row;
  if (action !== GUARDIAN_KEY_REGISTERED || !isObject(metadata)) return null;
  const { public_key: base64 } = metadata;
  return typeof base64 === 'string' ? base64 : null;
}

export type ApprovalFault = 'unreadable' | 'not_registered' | 'wrong_signature';

/** Null when the record is signed by one of the Guardians' keys. A record does not vouch for itself with the key that it names. */
export function judgeApproval(record: unknown, guardianKeys: ReadonlySet<string>): ApprovalFault | null {
  if (!isObject(record)) return 'unreadable';
  const { signature, ...signed } = record;
  const { public_key: base64, key_id: keyId } = signed;
  const publicKey = typeof base64 === 'string' ? readPublicKey(base64) : null;
  const bytes = typeof signature === 'string' ? fromBase64(signature) : null;
  if (publicKey === null || bytes === null) return 'unreadable';
  if (!guardianKeys.has(String(base64))) return 'not_registered';
  const isRight =
    fingerprintOf(publicKey).slice(0, 16) === keyId &&
    isSignedBy(publicKey, utf8ToBytes(canonicalJson(signed)), bytes);
  return isRight ? null : 'wrong_signature';
}
