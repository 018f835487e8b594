import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { components } from '../contract/contract';
import { canonicalJson } from '../text/canonical-json';

export type AuditRow = components['schemas']['AuditRow'];
/** A row as the service writes it: complete, even where the contract lets members be missing. */
export type ChainedRow = { [K in keyof AuditRow]-?: NonNullable<AuditRow[K]> };
export type Violation = {
  row_id: string;
  type: 'event_hash_mismatch' | 'prev_hash_mismatch';
  expected: string;
  actual: string;
};

export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 of the text in UTF-8, in hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function hashOf(row: Omit<ChainedRow, 'event_hash'>): string {
  return sha256Hex(canonicalJson(row));
}

/** Appends a row to its tenant's chain. `previous` is the last row of that chain, if there is one. */
export function seal(
  row: Omit<ChainedRow, 'event_hash' | 'prev_hash'>,
  previous: ChainedRow | undefined,
): ChainedRow {
  const linked = { ...row, prev_hash: previous?.event_hash ?? GENESIS_HASH };
  return { ...linked, event_hash: hashOf(linked) };
}

/** Recomputes every hash and every link. `rows` is one tenant's chain, oldest first. */
export function findViolations(rows: readonly ChainedRow[]): Violation[] {
  return rows.flatMap((row, index) => {
    const { event_hash: stored, ...sealed } = row;
    const prev = rows[index - 1]?.event_hash ?? GENESIS_HASH;
    const hash = hashOf(sealed);
    const violations: Violation[] = [];
    if (row.prev_hash !== prev) {
      violations.push({ row_id: row.id, type: 'prev_hash_mismatch', expected: prev, actual: row.prev_hash });
    }
    if (stored !== hash) {
      violations.push({ row_id: row.id, type: 'event_hash_mismatch', expected: hash, actual: stored });
    }
    return violations;
  });
}
