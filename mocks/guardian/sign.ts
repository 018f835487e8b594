import { refuse } from '../reply';
import { canonicalJson } from '../../core/text/canonical-json';
import type { ApprovalRecord, GuardianState } from './state';

const toBase64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const toHex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

type Keys = NonNullable<GuardianState['keys']>;

async function makeKeys(): Promise<Keys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const [spki, pkcs8] = await Promise.all([
    crypto.subtle.exportKey('spki', publicKey),
    crypto.subtle.exportKey('pkcs8', privateKey),
  ]);
  return { publicKey: toBase64(spki), privateKey: toBase64(pkcs8) };
}

/** The error with which WebCrypto reports that it does not support Ed25519. */
const isUnsupported = (error: unknown) => error instanceof Error && error.name === 'NotSupportedError';

export type Unsigned = Omit<ApprovalRecord, 'key_id' | 'public_key' | 'signature'>;

/** Signs with the Guardian's key, which is made at the first call. Throws 503 when the platform does not support Ed25519. */
export async function signRecord(guardian: GuardianState, unsigned: Unsigned): Promise<ApprovalRecord> {
  try {
    guardian.keys ??= await makeKeys();
    const { publicKey, privateKey } = guardian.keys;
    const spki = fromBase64(publicKey);
    const keyId = toHex(await crypto.subtle.digest('SHA-256', spki)).slice(0, 16);
    const key = await crypto.subtle.importKey('pkcs8', fromBase64(privateKey), 'Ed25519', false, ['sign']);
    const named = { ...unsigned, key_id: keyId, public_key: publicKey };
    const covered = new TextEncoder().encode(canonicalJson(named));
    const signature = toBase64(await crypto.subtle.sign('Ed25519', key, covered));
    // `Omit` loses the named members of a record with an index signature.
    return { ...named, signature } as ApprovalRecord;
  } catch (error) {
    throw isUnsupported(error) ? refuse(503, 'signing_unavailable') : error;
  }
}

/** A different signature of the right length that does not verify. */
export function breakSignature(record: ApprovalRecord): ApprovalRecord {
  const bytes = fromBase64(record.signature);
  return { ...record, signature: toBase64(bytes.map((byte) => byte ^ 0x55).buffer) };
}
