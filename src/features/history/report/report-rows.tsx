import { memo } from 'react';
import type { AuditRow } from '../../../api/schemas';
import { operatorShown, reasonOf, rowKey, timeOf } from '../../../api/audit/toggle-rows';
import { formatUtc } from '../../../lib/time';
import { cell, ColumnHeads } from '../table/cells';
import { PIECE } from './use-pieces';
import { ActionChip } from '../../../ui/action-chip';
import { RecordedText, RecordedTime } from '../../../ui/recorded';

const columns = ['Time (UTC)', 'Action', 'By', 'Reason'].map((name) => ({ name, width: '' }));

/** Every row with its ids and hashes: the first `most` of them. */
export function ReportRows({ rows, most }: { rows: readonly AuditRow[]; most: number }) {
  const pieces = Array.from({ length: Math.ceil(Math.min(most, rows.length) / PIECE) }, (_, n) => n);
  return (
    <table aria-label="Rows" className="mt-2 table-in-card border-collapse text-left cards:block">
      <ColumnHeads columns={columns} />
      {pieces.map((n) => (
        <Piece key={n} rows={rows} from={n * PIECE} />
      ))}
    </table>
  );
}

const Piece = memo(function Piece({ rows, from }: { rows: readonly AuditRow[]; from: number }) {
  return rows.slice(from, from + PIECE).map((row) => (
    <tbody key={rowKey(row)} className="break-inside-avoid border-b border-hairline cards:block">
      <tr className="cards:block">
        <td className={cell}>
          <Utc row={row} />
        </td>
        <td className={cell}>
          <ActionChip action={row.action} />
        </td>
        <td className={cell}>
          <RecordedText text={operatorShown(row)} />
        </td>
        <td className={cell}>
          <RecordedText text={reasonOf(row)} />
        </td>
      </tr>
      <tr className="cards:block">
        <td colSpan={4} className={`${cell} font-mono text-meta wrap-anywhere text-muted`}>
          <Ids row={row} />
        </td>
      </tr>
    </tbody>
  ));
});

function Utc({ row }: { row: AuditRow }) {
  const ms = timeOf(row);
  return ms === null ? <RecordedTime timestamp={row.timestamp} /> : <span>{formatUtc(ms)}</span>;
}

function Ids({ row }: { row: AuditRow }) {
  const parts: [string, string | null | undefined][] = [
    ['row', row.id],
    ['request', row.request_id],
    ['hash', row.event_hash],
    ['hash before', row.prev_hash],
  ];
  return parts.map(([name, value]) => (
    <span key={name} className="mr-2 inline-block">
      <span>{`${name} `}</span>
      <RecordedText text={value?.trim() ? value : null} />
    </span>
  ));
}
