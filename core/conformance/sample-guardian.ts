import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fingerprintOf } from '../audit/keys/signing-key';
import { toBase64 } from '../text/base64';
import { canonicalJson } from '../text/canonical-json';
import { sampleSigner } from './sample-signer';

/** A Guardian's key, which is the same for the same number, and what it signs with it. */
export function sampleGuardian(host: string, seed = 1) {
  const signer = sampleSigner(seed);
  const publicKey = toBase64(signer.publicKey);

  function approve(correlationId: string, operator = 'ada@acme.example') {
    const signed = {
      correlation_id: correlationId,
      plan_class: 'SYSTEM-LEVEL PLAN',
      operator,
      reason: `Checked on ${host}`,
      policy_hash: 'a'.repeat(64),
      timestamp: '2026-11-27T09:00:00.000Z',
      key_id: fingerprintOf(signer.publicKey).slice(0, 16),
      public_key: publicKey,
    };
    return { ...signed, signature: toBase64(signer.sign(utf8ToBytes(canonicalJson(signed)))) };
  }

  /** The event of an exit. */
  const exitOf = (id: string, record: ReturnType<typeof approve>) => ({
    id,
    kind: 'mode_change',
    timestamp: record.timestamp,
    outcome: 'NORMAL',
    actor: record.operator,
    correlation_id: record.correlation_id,
    message: `SAFE to NORMAL: ${record.reason}`,
    approval: record,
  });
  return { publicKey, approve, exitOf };
}
