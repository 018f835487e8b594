// @vitest-environment node
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { createSampleChain } from '../../../mocks/memory-store/sample-chain';
import { sampleSigner } from '../../conformance/sample-signer';
import type { Signer } from '../../ports/ports';
import { readEnd, writeEnd } from '../bundle/bundle';
import { parseCheckpoint, signCheckpoint } from '../checkpoint/checkpoint';
import { bundleOf, makeCheckpoint } from '../bundle/evidence';
import { KEY_ROTATED, keyMetadata } from './key-rows';
import { fingerprintOf } from './signing-key';
import { verifyBundle } from '../bundle/verify-bundle';

const first = sampleSigner(1);
const second = sampleSigner(2);
const fingerprint = fingerprintOf(first.publicKey);

type Chain = Awaited<ReturnType<typeof createSampleChain>>;

async function bundleBy(signer: Signer, { store, tenantId, newId }: Chain): Promise<string> {
  let text = '';
  for await (const piece of await bundleOf(store, tenantId, { signer, newId })) text += piece;
  return text;
}

function verify(bundle: string, keys = [fingerprint]) {
  async function* pieces() {
    yield utf8ToBytes(bundle);
  }
  return verifyBundle(pieces(), { keys });
}

async function checkpointOf({ store, tenantId, newId }: Chain, signer = first) {
  const note = await makeCheckpoint(store, tenantId, { signer, newId });
  const facts = parseCheckpoint(note);
  if (!facts) throw new Error('This checkpoint is readable');
  return { ...facts, text: note };
}

/** A chain in which the first key handed over to the second. */
async function createHandover(): Promise<Chain> {
  const chain = await createSampleChain();
  await chain.toggle(2);
  await checkpointOf(chain);
  const { store, tenantId, newId } = chain;
  await makeCheckpoint(store, tenantId, { signer: second, retired: [sampleSigner(9), first], newId });
  await chain.toggle(1);
  return chain;
}

describe('the keys of checkpoints', () => {
  it('hand over with a checkpoint that both sign, so that trust in the old key reaches the new one', async () => {
    const chain = await createHandover();
    expect(chain.data.tenants[0]?.records.map(({ action }) => action)).toContain('signing_key_rotated');
    const bundle = await bundleBy(second, chain);
    const signedBy = [fingerprintOf(second.publicKey)];
    expect(await verify(bundle)).toMatchObject({ verdict: 'verified', signedBy });
    expect(await verify(bundle, signedBy)).toMatchObject({ verdict: 'verified' });
    const another = [fingerprintOf(sampleSigner(9).publicKey)];
    expect(await verify(bundle, another)).toMatchObject({ verdict: 'unconfirmed', problems: [] });
  });

  it('sign nothing any more once they handed over', async () => {
    const chain = await createHandover();
    await expect(checkpointOf(chain, first)).rejects.toThrow('was retired');
    const lines = (await bundleBy(second, chain)).trimEnd().split('\n');
    const end = lines.at(-1) ?? '';
    const facts = parseCheckpoint(readEnd(end) ?? '');
    if (!facts) throw new Error('This checkpoint is readable');
    const forged = writeEnd(signCheckpoint(facts, [first]), JSON.parse(end));
    const report = await verify(`${lines.toSpliced(-1, 1, forged).join('\n')}\n`);
    expect(report.problems).toMatchObject([{ code: 'retired_key', line: lines.length }]);
  });

  it('are not trusted when nobody handed over to them', async () => {
    const chain = await createSampleChain();
    await checkpointOf(chain);
    expect(await verify(await bundleBy(second, chain))).toMatchObject({
      verdict: 'unconfirmed',
      problems: [],
    });
  });

  it('cannot take over with an old checkpoint and a signature of their own', async () => {
    const chain = await createSampleChain();
    await chain.toggle(1);
    const checkpoint = await checkpointOf(chain);
    const own = signCheckpoint(checkpoint, [second]);
    const stolen = checkpoint.text + own.slice(own.indexOf('—'));
    const key = { fingerprint: fingerprintOf(second.publicKey), publicKey: second.publicKey };
    const handover = { previous: fingerprint, checkpoint: stolen };
    await chain.append(KEY_ROTATED, keyMetadata({ ...key, handover }));
    const report = await verify(await bundleBy(second, chain));
    expect(report.problems.map(({ code }) => code)).toEqual(['false_handover', 'wrong_signature']);
  });
});
