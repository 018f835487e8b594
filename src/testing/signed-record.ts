import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../../core/text/canonical-json';
import type { ApprovalRecord } from '../api/guardian/recovery-schemas';

export type Unsigned = Partial<Record<string, unknown>>;

/** A record as a Guardian would sign it, made with node's cryptography and not the browser's. */
export function signedRecord(over: Unsigned = {}, keys = newKeys()): ApprovalRecord {
  const unsigned = {
    correlation_id: '6a1f8c0e-1f1a-4a44-8f0e-2f6a4f1c9b11',
    plan_class: 'SYSTEM-LEVEL PLAN',
    operator: 'ada.admin@acme.example',
    reason: 'Cause found and fixed — “alles gut” 🙂',
    policy_hash: 'a'.repeat(64),
    timestamp: '2026-11-21T08:30:00Z',
    key_id: 'guardian-key-1',
    public_key: publicKeyOf(keys.publicKey),
    ...over,
  };
  const signature = sign(null, Buffer.from(canonicalJson(unsigned)), keys.privateKey).toString('base64');
  return { ...unsigned, signature };
}

export function newKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ed25519');
}

/** SPKI, base64. */
export function publicKeyOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}
