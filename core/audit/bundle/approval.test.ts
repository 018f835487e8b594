// @vitest-environment node
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { createSampleChain } from '../../../mocks/memory-store/sample-chain';
import { sampleSigner } from '../../conformance/sample-signer';
import { toBase64 } from '../../text/base64';
import { canonicalJson } from '../../text/canonical-json';
import { bundleOf } from './evidence';
import { fingerprintOf } from '../keys/signing-key';
import { verifyBundle } from './verify-bundle';

describe('the approvals of Guardians', () => {
  const guardian = sampleSigner(7);
  const approvalBy = (signer = guardian) => {
    const record = {
      correlation_id: 'c',
      operator: 'ada',
      key_id: fingerprintOf(signer.publicKey).slice(0, 16),
      public_key: toBase64(signer.publicKey),
    };
    return { ...record, signature: toBase64(signer.sign(utf8ToBytes(canonicalJson(record)))) };
  };
  async function verifyWith(approval: unknown) {
    const chain = await createSampleChain();
    await chain.append('guardian_key_registered', { host: 'h', public_key: toBase64(guardian.publicKey) });
    await chain.append('guardian_approval', { approval });
    const { store, tenantId, newId } = chain;
    const signer = sampleSigner(1);
    async function* pieces() {
      for await (const piece of await bundleOf(store, tenantId, { signer, newId })) yield utf8ToBytes(piece);
    }
    return verifyBundle(pieces(), { keys: [fingerprintOf(signer.publicKey)] });
  }

  const codesOf = async (approval: unknown) => (await verifyWith(approval)).problems.map(({ code }) => code);

  it('are verified with the key that a row registered for the host before [F7-117, F7-129]', async () => {
    expect(await verifyWith(approvalBy())).toMatchObject({ verdict: 'verified', approvals: 1 });
  });

  it('break the bundle when one is changed, signed by another key, or unreadable', async () => {
    expect(await codesOf({ ...approvalBy(), operator: 'eve' })).toEqual(['approval_wrong_signature']);
    expect(await codesOf(approvalBy(sampleSigner(2)))).toEqual(['approval_not_registered']);
    expect(await codesOf('yes')).toEqual(['approval_unreadable']);
  });
});
