import { useEffect, useRef } from 'react';
import type { AuditRow } from '../../../api/schemas';
import { reasonOf, rowKey } from '../../../api/audit/toggle-rows';
import type { Person } from '../../../stores/session';
import { Button } from '../../../ui/button';
import { ActionChip } from '../../../ui/action-chip';
import { RecordedText } from '../../../ui/recorded';
import { cell, ColumnHeads, namedCell } from './cells';
import { Moment } from './moment';
import { RowDetails } from './row-details';
import { Who } from './who';

/** Fixed widths: columns that change from page to page are hard to read, and slow to lay out. */
const columns = [
  { name: 'Action', width: 'w-36' },
  { name: 'Operator', width: 'w-64' },
  { name: 'Reason', width: '' },
  { name: 'Time', width: 'w-48' },
  { name: 'Engaged for', width: 'w-24' },
  { name: 'Details', width: 'w-28 print:hidden' },
] as const;

type ToggleTableProps = {
  rows: readonly AuditRow[];
  me: Person;
  /** On the server's clock, ms. */
  now: number;
  /** The length of the row's incident in words, such as `12 min` or `still open`. */
  lengthOf: (row: AuditRow) => string;
  openRow: AuditRow | null;
  /** While rows arrive: the place of the open row among them. When it changes, the row is scrolled into view again. */
  follow: number | null;
  /** The name of a row in the address. */
  nameOf: (row: AuditRow) => string;
  onOpen: (row: AuditRow | null) => void;
};

/** One page of toggles. Each row opens in place. */
export function ToggleTable(props: ToggleTableProps) {
  const { rows, me, now, lengthOf, openRow, follow, nameOf, onOpen } = props;
  return (
    <table
      aria-label="Toggles"
      className="mt-2 table-in-card border-collapse text-left table-fixed cards:block print:table-auto"
    >
      <ColumnHeads columns={columns} />
      {rows.map((row) => (
        <tbody key={rowKey(row)} className="border-b border-hairline last:border-b-0 cards:block cards:py-2">
          <tr className="cards:block">
            <td className={cell}>
              <ActionChip action={row.action} />
            </td>
            <td className={cell}>
              <Who row={row} me={me} />
            </td>
            <td className={cell}>
              <RecordedText text={reasonOf(row)} />
            </td>
            <td className={cell}>
              <Moment row={row} now={now} />
            </td>
            <td className={namedCell} data-column="Engaged for">
              {lengthOf(row)}
            </td>
            <td className={`${cell} print:hidden`}>
              <Button expanded={row === openRow} onClick={() => onOpen(row === openRow ? null : row)}>
                Details
              </Button>
            </td>
          </tr>
          {row === openRow && (
            <tr className="cards:block">
              <td colSpan={columns.length} className="cell cards:block">
                <OpenRow row={row} name={nameOf(row)} follow={follow} />
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function OpenRow({ follow, ...details }: { row: AuditRow; name: string; follow: number | null }) {
  const ref = useRef<HTMLDivElement>(null);
  const followed = useRef<number | null>(undefined);
  // Effect: a link to a row must scroll it into view, on whatever page of the table it is, and rows that arrive move it.
  useEffect(() => {
    if (followed.current === follow) return;
    followed.current = follow;
    void ref.current?.scrollIntoView({ block: 'nearest' });
  }, [follow]);
  return (
    <div ref={ref}>
      <RowDetails {...details} />
    </div>
  );
}
