import { sha256 as ours } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { components } from '../../contract/contract';
import type { AuditRecord, ChainHead } from '../../ports/records';
import { canonicalJson } from '../../text/canonical-json';
import { readRowText } from './row-text';

type AuditRow = components['schemas']['AuditRow'];
/** A row as the service writes it: complete, even where the contract lets members be missing. */
export type ChainedRow = { [K in keyof AuditRow]-?: NonNullable<AuditRow[K]> };
/** A row before it has its place in the chain. */
export type DraftRow = Omit<ChainedRow, 'event_hash' | 'prev_hash'>;

export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256. Core has its own; what a platform has is several times as fast. */
export interface Sha256 {
  ofBytes(bytes: Uint8Array): Uint8Array;
  /** Of the text in UTF-8, in hex. */
  ofText(text: string): string;
}

/** SHA-256 of the text in UTF-8, in hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(ours(utf8ToBytes(text)));
}

export const OUR_SHA256: Sha256 = { ofBytes: ours, ofText: sha256Hex };

/**
 * The row as the next record of its tenant's chain. `head` is null for the first one.
 *
 * @throws TypeError when the row contains what JSON cannot say, such as half a surrogate pair.
 */
export function sealRecord(row: DraftRow, head: Pick<ChainHead, 'seq' | 'eventHash'> | null): AuditRecord {
  const text = canonicalJson({ ...row, prev_hash: head?.eventHash ?? GENESIS_HASH });
  return {
    seq: (head?.seq ?? 0) + 1,
    id: row.id,
    timestamp: Date.parse(row.timestamp),
    action: row.action,
    agentId: row.agent_id,
    decision: row.decision,
    text,
    prevHash: head?.eventHash ?? GENESIS_HASH,
    eventHash: sha256Hex(text),
  };
}

/** The row of the contract, read from the text that was hashed. */
export function shownRow(record: AuditRecord): ChainedRow {
  // `sealRecord` wrote this text from a row of this type.
  const row = JSON.parse(record.text) as Omit<ChainedRow, 'event_hash'>;
  return { ...row, event_hash: record.eventHash };
}

export type Violation = {
  row_id: string;
  type:
    | 'event_hash_mismatch'
    | 'prev_hash_mismatch'
    | 'seq_gap'
    | 'column_mismatch'
    | 'text_not_canonical'
    | 'other_tenant';
  expected: string;
  actual: string;
};

export interface ChainCheck {
  /** Checks the next record, and returns what is wrong with it. */
  add(record: AuditRecord): Violation[];
  /** How many records were checked, and how many violations were found. */
  counts(): { rows: number; violations: number };
}

/**
 * Checks one tenant's chain, oldest row first, in constant memory: the hash of each text, each link, the numbers without a gap,
 * and the columns beside the text. A row of another tenant is a violation, too.
 */
export function createChainCheck(tenantId: string, sha256: Sha256 = OUR_SHA256): ChainCheck {
  let previous = { seq: 0, eventHash: GENESIS_HASH };
  const counted = { rows: 0, violations: 0 };
  return {
    add(record) {
      const found: Violation[] = [];
      const expect = (type: Violation['type'], expected: unknown, actual: unknown) => {
        if (Object.is(expected, actual)) return;
        found.push({ row_id: record.id, type, expected: String(expected), actual: String(actual) });
      };
      expect('seq_gap', previous.seq + 1, record.seq);
      expect('prev_hash_mismatch', previous.eventHash, record.prevHash);
      expect('event_hash_mismatch', sha256.ofText(record.text), record.eventHash);
      const row = readRowText(record.text);
      expect('text_not_canonical', true, row !== null);
      if (row) {
        expect('other_tenant', tenantId, row['tenant_id']);
        // The text is what was hashed. A column that differs from it would hide the row, or show it as something else.
        expect('column_mismatch', row['id'], record.id);
        expect('column_mismatch', row['action'], record.action);
        expect('column_mismatch', row['agent_id'], record.agentId);
        expect('column_mismatch', row['decision'], record.decision);
        expect('column_mismatch', row['prev_hash'], record.prevHash);
        expect('column_mismatch', Date.parse(String(row['timestamp'])), record.timestamp);
      }
      previous = { seq: record.seq, eventHash: record.eventHash };
      counted.rows += 1;
      counted.violations += found.length;
      return found;
    },
    counts: () => ({ ...counted }),
  };
}
