// @vitest-environment node
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSampleChain } from '../../../mocks/memory-store/sample-chain';
import { sampleSigner } from '../../conformance/sample-signer';
import { canonicalJson } from '../../text/canonical-json';
import { GENESIS_HASH, sha256Hex } from '../chain/chain';
import { bundleOf } from './evidence';
import { fingerprintOf } from '../keys/signing-key';
import { verifyBundle, type VerifyOptions } from './verify-bundle';

const signer = sampleSigner(1);
const keys = [fingerprintOf(signer.publicKey)];
const toBytes = (text: string) => new TextEncoder().encode(text);

async function textOf(bundle: Promise<AsyncIterable<string>>): Promise<string> {
  let text = '';
  for await (const piece of await bundle) text += piece;
  return text;
}

function verify(bundle: Uint8Array | string, options: VerifyOptions = { keys }) {
  async function* pieces() {
    yield typeof bundle === 'string' ? toBytes(bundle) : bundle;
  }
  return verifyBundle(pieces(), options);
}

const codesOf = async (bundle: Uint8Array | string) => {
  const { verdict, problems } = await verify(bundle);
  return verdict === 'broken' ? problems.map(({ code }) => code) : [verdict];
};

describe('the bundle of a chain', () => {
  let whole = '';
  let lines: string[] = [];
  let ofAnother: string[] = [];

  beforeAll(async () => {
    const bundles = ['5a3b1c0e-2d4f-4a6b-8c9d-0e1f2a3b4c5d', '6b4c2d1f-3e50-4b7c-9dae-1f203b4c5d6e'].map(
      async (tenantId) => {
        const { store, toggle, newId } = await createSampleChain(tenantId);
        await toggle(2);
        return textOf(bundleOf(store, tenantId, { signer, newId }));
      },
    );
    [whole = '', ofAnother = []] = await Promise.all([
      bundles[0],
      bundles[1]?.then((text) => text.trimEnd().split('\n')),
    ]);
    lines = whole.trimEnd().split('\n');
  });

  const join = (parts: readonly (string | undefined)[]) => parts.map((line) => `${line}\n`).join('');

  it('is verified with the key that is known from elsewhere, and only consistent without it', async () => {
    const report = await verify(whole);
    expect(report).toMatchObject({
      verdict: 'verified',
      rows: 3,
      approvals: 0,
      problems: [],
      signedBy: keys,
    });
    expect(report.checkpoint).toMatchObject({ size: 3, headHash: sha256Hex(lines.at(-2) ?? '') });
    expect((await verify(whole, {})).verdict).toBe('unconfirmed');
    const another = fingerprintOf(sampleSigner(2).publicKey);
    expect((await verify(whole, { keys: [another] })).verdict).toBe('unconfirmed');
  });

  it('has the rows as they were hashed, so that each line has the hash that the next one names', () => {
    const rows = lines.slice(1, -1).map((line) => ({ hash: sha256Hex(line), row: JSON.parse(line) }));
    const linked = rows.map(({ row }) => row.prev_hash);
    expect(linked).toEqual([GENESIS_HASH, ...rows.slice(0, -1).map(({ hash }) => hash)]);
  });

  it('is broken by one changed byte, wherever it is [F7-170]', async () => {
    const bytes = toBytes(whole);
    for (const [at, byte] of bytes.entries()) {
      const changed = bytes.with(at, byte ^ (1 << (at % 8)));
      expect({ at, ...(await verify(changed)) }).toMatchObject({ at, verdict: 'broken' });
    }
  });

  it('is broken by any other byte, one more, or one less', async () => {
    const bytes = [...toBytes(whole)];
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.array(fc.nat({ max: 255 }), { maxLength: 2 }),
        async (at, put) => {
          const changed = Uint8Array.from(bytes.toSpliced(at, 1, ...put));
          fc.pre(changed.join() !== bytes.join());
          expect((await verify(changed)).verdict).toBe('broken');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is broken when it is cut off, wherever', async () => {
    const bytes = toBytes(whole);
    for (let length = 0; length < bytes.length; length += 1) {
      expect((await verify(bytes.slice(0, length))).verdict).toBe('broken');
    }
  });

  it('is broken by a line that is missing, doubled, moved, or of another tenant', async () => {
    for (const [at, line] of lines.entries()) {
      const changes = [
        lines.toSpliced(at, 1),
        lines.toSpliced(at, 0, line),
        lines.toSpliced(at, 1, ofAnother[at] ?? ''),
        [...lines.slice(0, at), ...lines.slice(at + 1, at + 2), line, ...lines.slice(at + 2)],
      ];
      for (const changed of changes) {
        if (join(changed) === whole) continue;
        expect((await verify(join(changed))).verdict).toBe('broken');
      }
    }
  });

  it('says what is wrong, and where', async () => {
    const [header, first, second, ...rest] = lines;
    const reworded = second?.replace('Reason 1', 'Reason 7');
    const report = await verify(join([header, first, reworded, ...rest]));
    expect(report.problems.map(({ code, line }) => [code, line])).toEqual([
      ['link_broken', 4],
      ['root_differs', 5],
    ]);
    expect(await codesOf(join([header, first, ...rest]))).toContain('rows_missing');
    expect(await codesOf(join(ofAnother.with(0, header ?? '')))).toContain('other_tenant');
    expect(await codesOf(join(lines.slice(0, -1)))).toContain('unreadable_end');
    expect(await codesOf(whole.slice(0, -9))).toContain('cut_off');
    expect(await codesOf('')).toEqual(['not_a_bundle']);
    expect(await codesOf('{"success":true}\n')).toEqual(['not_a_bundle']);
    const half = String.raw`"\ud800"`;
    expect(await codesOf(`{"format":"kill-switch-bundle-1","tenant_id":${half}}\n`)).toEqual([
      'not_a_bundle',
    ]);
    const end = `{"approvals":[],"checkpoint":${half},"keys":[]}`;
    expect(await codesOf(join(lines.toSpliced(-1, 1, end)))).toContain('unreadable_end');
  });

  it('is broken by a row that was added without a checkpoint, although it is linked', async () => {
    const last = lines.at(-2) ?? '';
    const row = canonicalJson({ ...JSON.parse(lines[1] ?? ''), id: 'added', prev_hash: sha256Hex(last) });
    const added = join(lines.toSpliced(-1, 0, row));
    expect(await codesOf(added)).toEqual(['rows_not_covered', 'head_differs', 'root_differs']);
  });

  it('is broken by rows that were all sealed again, from the changed one to the newest', async () => {
    const rows = lines.slice(1, -1).map((line) => JSON.parse(line));
    let previous = GENESIS_HASH;
    const sealed = rows.map((row, index) => {
      const metadata = { ...row.metadata_json, ...(index === 1 && { actor_email: 'eve@acme.example' }) };
      const text = canonicalJson({ ...row, metadata_json: metadata, prev_hash: previous });
      previous = sha256Hex(text);
      return text;
    });
    const forged = join([lines[0], ...sealed, lines.at(-1)]);
    expect(await codesOf(forged)).toEqual(['head_differs', 'root_differs']);
  });

  it('gives the same report in whatever pieces it arrives', async () => {
    const bytes = toBytes(whole);
    const report = await verify(bytes);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), async (sizes) => {
        async function* pieces() {
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            yield bytes.subarray(at, at + size);
            at += size;
          }
        }
        expect(await verifyBundle(pieces(), { keys })).toEqual(report);
      }),
      { numRuns: 30 },
    );
  });
});
