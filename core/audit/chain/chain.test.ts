// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createChainCheck, GENESIS_HASH, sealRecord, sha256Hex, shownRow } from './chain';
import type { AuditRecord } from '../../ports/records';
import { canonicalJson } from '../../text/canonical-json';

const draft = (index: number) => ({
  id: `row-${index}`,
  timestamp: new Date(index).toISOString(),
  tenant_id: 't',
  agent_id: 'nobody',
  action: 'kill_switch_engaged',
  tool: '',
  decision: 'allow',
  reason: '',
  metadata_json: { actor: 'a', reason: `reason ${index}` },
  request_id: 'r',
});

describe('the audit chain', () => {
  it('hashes with SHA-256, independently of the order of keys', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });
});

describe('records of the chain', () => {
  const records = () => {
    const first = sealRecord(draft(0), null);
    const second = sealRecord(draft(1), first);
    return [first, second, sealRecord(draft(2), second)] as const;
  };
  const check = (list: readonly AuditRecord[], tenantId = 't') => {
    const chain = createChainCheck(tenantId);
    const types = list.flatMap((record) => chain.add(record).map(({ row_id: id, type }) => `${id} ${type}`));
    expect(chain.counts()).toEqual({ rows: list.length, violations: types.length });
    return types;
  };

  it('keep the text that was hashed, and show the row of the contract from it', () => {
    const [first, second] = records();
    expect(sha256Hex(first.text)).toBe(first.eventHash);
    expect(first).toMatchObject({ seq: 1, id: 'row-0', action: 'kill_switch_engaged', timestamp: 0 });
    expect(second).toMatchObject({ seq: 2, prevHash: first.eventHash });
    expect(shownRow(second)).toEqual({
      ...draft(1),
      prev_hash: first.eventHash,
      event_hash: second.eventHash,
    });
  });

  it('link every row to the one before it, and the first one to nothing', () => {
    const [first, second, third] = records();
    expect([first, second, third].map(({ prevHash }) => prevHash)).toEqual([
      GENESIS_HASH,
      first.eventHash,
      second.eventHash,
    ]);
    expect(check([first, second, third])).toEqual([]);
  });

  it('are checked for a text that was changed, and for a hash that was made anew for it', () => {
    const [first, second, third] = records();
    const text = second.text.replace('reason 1', 'reason 7');
    expect(check([first, { ...second, text }, third])).toEqual(['row-1 event_hash_mismatch']);
    const forged = { ...second, text, eventHash: sha256Hex(text) };
    expect(check([first, forged, third])).toEqual(['row-2 prev_hash_mismatch']);
  });

  it('are checked for a row that is missing, twice there, or in another order', () => {
    const [first, second, third] = records();
    expect(check([first, third])).toEqual(['row-2 seq_gap', 'row-2 prev_hash_mismatch']);
    expect(check([second, third])).toEqual(['row-1 seq_gap', 'row-1 prev_hash_mismatch']);
    expect(check([first, first])).toEqual(['row-0 seq_gap', 'row-0 prev_hash_mismatch']);
    expect(check([first, third, second])).toContain('row-1 seq_gap');
  });

  it('are checked for columns that differ from the text', () => {
    const [first] = records();
    const columns: Partial<AuditRecord>[] = [
      { id: 'other' },
      { action: 'sign_in_locked' },
      { agentId: 'other' },
      { decision: 'deny' },
      { timestamp: 1 },
    ];
    for (const column of columns) expect(check([{ ...first, ...column }])).toHaveLength(1);
    expect(check([{ ...first, prevHash: 'f'.repeat(64) }])).toEqual([
      'row-0 prev_hash_mismatch',
      'row-0 column_mismatch',
    ]);
  });

  it('are checked for a row of another tenant', () => {
    expect(check(records().slice(0, 1), 'another')).toEqual(['row-0 other_tenant']);
  });

  it('are checked for a text that two readers could read differently', () => {
    const [first] = records();
    for (const text of [
      first.text.replace('{', '{"action":"kill_switch_disengaged",'),
      first.text.replace(',', ', '),
      first.text.replace('reason 0', String.raw`reason \ud800`),
      'not JSON',
      '[]',
    ]) {
      expect(check([{ ...first, text, eventHash: sha256Hex(text) }])).toEqual(['row-0 text_not_canonical']);
    }
  });
});
