import type { ChainedRow } from '../../core/audit/chain/chain';

type Oddity = (row: ChainedRow) => unknown;

const withMetadata = (row: ChainedRow, change: Record<string, unknown>) => ({
  ...row,
  metadata_json: { ...row.metadata_json, ...change },
});

/** Oddities that were seen in rows or must be expected, from odd to broken. The last three break the contract itself. */
const oddities: readonly Oddity[] = [
  (row) => ({ ...row, metadata_json: null }),
  (row) => ({ ...row, timestamp: null }),
  (row) => ({ ...row, timestamp: '2026-11-20T10:00:00' }),
  (row) => ({ ...row, timestamp: 'yesterday, late' }),
  (row) => ({ ...row, timestamp: '2199-01-01T00:00:00Z' }),
  (row) => ({ ...row, metadata_json: {} }),
  (row) => withMetadata(row, { actor: 42, reason: ['a', 'list'] }),
  (row) => ({ ...row, id: '00000000-0000-4000-8000-00000000d0b1' }),
  (row) => ({ ...row, id: '00000000-0000-4000-8000-00000000d0b1' }),
  (row) =>
    withMetadata(row, { reason: '=HYPERLINK("http://evil.example","click") <script>alert(1)</script>' }),
  (row) => withMetadata(row, { reason: 'invoice\u202Efdp.exe\u0000\u001B[31m\nsecond line\u200B' }),
  (row) => JSON.parse(JSON.stringify(row).replace('"tool":', '"__proto__":{"action":"polluted"},"tool":')),
  (row) => ({ ...row, id: undefined }),
  (row) => ({ ...row, metadata_json: 'actor=ada' }),
  () => 'not a row',
];

/** JSON text to send instead of `row`. */
export function spoilRow(row: ChainedRow, index: number): string {
  return JSON.stringify(oddities[index % oddities.length]?.(row));
}
