// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { findViolations, GENESIS_HASH, seal, sha256Hex, type ChainedRow } from './chain';
import { canonicalJson } from '../text/canonical-json';
import { newToggleRow } from './toggle-row';

const draft = (index: number) => {
  const metadata = { actor: 'a', reason: `reason ${index}` };
  const facts = {
    id: `row-${index}`,
    requestId: 'r',
    tenantId: 't',
    engage: index % 2 === 0,
    at: index,
    metadata,
  };
  return newToggleRow(facts);
};

function threeRows(): [ChainedRow, ChainedRow, ChainedRow] {
  const first = seal(draft(0), undefined);
  const second = seal(draft(1), first);
  return [first, second, seal(draft(2), second)];
}

describe('the audit chain', () => {
  it('hashes with SHA-256, independently of the order of keys', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  it('links every row to the one before it, and the first one to nothing', () => {
    const rows = threeRows();
    expect(rows.map((row) => row.prev_hash)).toEqual([
      GENESIS_HASH,
      rows[0]?.event_hash,
      rows[1]?.event_hash,
    ]);
    expect(findViolations(rows)).toEqual([]);
  });

  it('names a row that was changed after it was sealed', () => {
    const [first, second, third] = threeRows();
    const changed = { ...second, metadata_json: { actor: 'a', reason: 'nothing to see here' } };
    expect(findViolations([first, changed, third])).toEqual([
      {
        row_id: 'row-1',
        type: 'event_hash_mismatch',
        expected: expect.stringMatching(/^[0-9a-f]{64}$/),
        actual: second.event_hash,
      },
    ]);
  });

  it('notices that a row was removed', () => {
    const [first, second, third] = threeRows();
    const violations = findViolations([first, third]);
    expect(violations).toEqual([
      {
        row_id: 'row-2',
        type: 'prev_hash_mismatch',
        expected: first.event_hash,
        actual: second.event_hash,
      },
    ]);
  });
});
