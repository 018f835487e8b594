// @vitest-environment node
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { createSampleChain } from '../../../mocks/memory-store/sample-chain';
import { sampleSigner } from '../../conformance/sample-signer';
import type { AuditRecord } from '../../ports/records';
import { sealRecord, shownRow } from '../chain/chain';
import { parseCheckpoint } from '../checkpoint/checkpoint';
import { bundleOf, makeCheckpoint } from './evidence';
import { createMerkleTree } from '../checkpoint/merkle';
import { fingerprintOf } from '../keys/signing-key';
import { verifyBundle, type VerifyOptions } from './verify-bundle';

const first = sampleSigner(1);
const fingerprint = fingerprintOf(first.publicKey);

type Chain = Awaited<ReturnType<typeof createSampleChain>>;

async function verifyChain(chain: Chain, options: VerifyOptions = {}, signer = first) {
  async function* pieces() {
    const { store, tenantId, newId } = chain;
    for await (const piece of await bundleOf(store, tenantId, { signer, newId })) yield utf8ToBytes(piece);
  }
  return verifyBundle(pieces(), { keys: [fingerprint], ...options });
}

async function checkpointOf(chain: Chain, signer = first) {
  const note = await makeCheckpoint(chain.store, chain.tenantId, { signer, newId: chain.newId });
  const facts = parseCheckpoint(note);
  if (!facts) throw new Error('This checkpoint is readable');
  return { ...facts, text: note };
}

const recordsOf = ({ data }: Chain) => data.tenants[0]?.records ?? [];

/** What somebody who owns database and key can do: other rows from some place on, sealed, and the memory of the tree wiped. */
function rewrite(chain: Chain, change: (records: AuditRecord[]) => AuditRecord[]) {
  const own = chain.data.tenants[0];
  if (!own) throw new Error('The chain has a tenant');
  own.frontier = null;
  own.records = change(own.records).reduce<AuditRecord[]>((sealed, record) => {
    const { event_hash: _hash, prev_hash: _link, ...row } = shownRow(record);
    return [...sealed, sealRecord(row, sealed.at(-1) ?? null)];
  }, []);
}

const codesOf = async (report: ReturnType<typeof verifyChain>) =>
  (await report).problems.map(({ code }) => code);

describe('checkpoints', () => {
  it('cover every row as of now, with one row that registers the key', async () => {
    const chain = await createSampleChain();
    await chain.toggle(2);
    const checkpoint = await checkpointOf(chain);
    const tree = createMerkleTree();
    for (const { text } of recordsOf(chain)) tree.add(utf8ToBytes(text));
    expect(checkpoint).toMatchObject({ size: 3, headHash: recordsOf(chain).at(-1)?.eventHash });
    expect(bytesToHex(checkpoint.root)).toBe(bytesToHex(tree.root()));
    expect(recordsOf(chain).map(({ action }) => action)).toEqual([
      'kill_switch_engaged',
      'kill_switch_disengaged',
      'signing_key_registered',
    ]);
    expect((await checkpointOf(chain)).size).toBe(3);
  });

  it('are made of an empty chain as well, whose first row is then that of the key', async () => {
    const chain = await createSampleChain();
    expect((await checkpointOf(chain)).size).toBe(1);
    expect(await verifyChain(chain)).toMatchObject({ verdict: 'verified', rows: 1 });
  });

  it('read only the rows since the one before, however many those were', async () => {
    const chain = await createSampleChain();
    await chain.toggle(1203);
    const root = (await checkpointOf(chain)).root;
    // Whoever reads an old row again now makes another root of it.
    for (const record of recordsOf(chain).slice(0, -1)) record.text += ' ';
    expect((await checkpointOf(chain)).root).toEqual(root);
    await chain.toggle(1);
    expect((await checkpointOf(chain)).size).toBe(1205);
  });

  it('are not signed when rows that an earlier one covered are gone', async () => {
    const chain = await createSampleChain();
    await chain.toggle(3);
    await checkpointOf(chain);
    recordsOf(chain).pop();
    await expect(checkpointOf(chain)).rejects.toThrow(
      'The chain has 3 rows, and an earlier checkpoint covered 4.',
    );
  });
});

describe('a checkpoint that somebody kept', () => {
  it('is a beginning of every honest bundle that comes later', async () => {
    const chain = await createSampleChain();
    const seen: string[] = [];
    for (let time = 0; time < 9; time += 1) {
      await chain.toggle(time % 3);
      seen.push((await checkpointOf(chain)).text);
    }
    expect(await verifyChain(chain, { seen })).toMatchObject({ verdict: 'verified', rows: 10 });
  });

  it('finds a row that the holder of the key rewrote', async () => {
    const chain = await createSampleChain();
    await chain.toggle(3);
    const { text: note } = await checkpointOf(chain);
    rewrite(chain, (records) =>
      records.map((record) => ({ ...record, text: record.text.replace('Reason 1', 'Reason 7') })),
    );
    expect((await verifyChain(chain)).verdict).toBe('verified');
    const report = await verifyChain(chain, { seen: [note] });
    expect(report.problems).toMatchObject([{ code: 'kept_checkpoint_differs' }]);
    expect(report.problems[0]?.message).toContain('its holder told two histories');
  });

  it('is not even needed for a row of another tenant, although it was sealed and signed', async () => {
    const chain = await createSampleChain();
    await chain.toggle(2);
    rewrite(chain, ([oldest, ...more]) =>
      oldest ? [{ ...oldest, text: oldest.text.replace(chain.tenantId, 'another') }, ...more] : [],
    );
    expect(await codesOf(verifyChain(chain))).toEqual(['other_tenant']);
  });

  it('finds rows that were cut', async () => {
    const chain = await createSampleChain();
    await chain.toggle(5);
    const { text: note } = await checkpointOf(chain);
    rewrite(chain, (records) => records.slice(0, 3));
    expect((await verifyChain(chain)).verdict).toBe('verified');
    expect(await codesOf(verifyChain(chain, { seen: [note] }))).toEqual(['kept_checkpoint_is_longer']);
  });

  it('is refused when it is of another tenant, or no checkpoint', async () => {
    const chain = await createSampleChain();
    const { text: note } = await checkpointOf(await createSampleChain('another'));
    const report = verifyChain(chain, { seen: [note, 'never mind'] });
    expect(await codesOf(report)).toEqual(['kept_checkpoint_of_another_chain', 'kept_checkpoint_unreadable']);
  });
});
