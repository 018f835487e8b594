import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../text/base64';
import { canonicalJson } from '../text/canonical-json';
import type { ApprovalRecord, GuardianState } from './state';

/** `length` random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

const SECRET_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const SPKI = hexToBytes('302a300506032b6570032100');
const PKCS8 = hexToBytes('302e020100300506032b657004220420');

function makeKeys(random: RandomBytes): NonNullable<GuardianState['keys']> {
  const secret = random(SECRET_BYTES);
  return {
    publicKey: toBase64(concatBytes(SPKI, ed25519.getPublicKey(secret))),
    privateKey: toBase64(concatBytes(PKCS8, secret)),
  };
}

export type Unsigned = Omit<ApprovalRecord, 'key_id' | 'public_key' | 'signature'>;

/** Signs with the Guardian's key, which is made at the first call. */
export function signRecord(guardian: GuardianState, unsigned: Unsigned, random: RandomBytes): ApprovalRecord {
  guardian.keys ??= makeKeys(random);
  const { publicKey, privateKey } = guardian.keys;
  const [spki, pkcs8] = [fromBase64(publicKey), fromBase64(privateKey)];
  if (!spki || !pkcs8) throw new Error('The Guardian’s keys are not base64');
  const keyId = bytesToHex(sha256(spki)).slice(0, 16);
  const named = { ...unsigned, key_id: keyId, public_key: publicKey };
  const secret = pkcs8.slice(-SECRET_BYTES);
  const signature = toBase64(ed25519.sign(utf8ToBytes(canonicalJson(named)), secret));
  // `Omit` loses the named members of a record with an index signature.
  return { ...named, signature } as ApprovalRecord;
}
