import { useEffect, useRef } from 'react';
import type { AuditRow } from '../../../api/schemas';
import { isMyToggle, operatorShown, reasonOf, rowKey, type Me } from '../../../api/audit/toggle-rows';
import { Button } from '../../../ui/button';
import { ActionChip } from '../../../ui/action-chip';
import { RecordedOperator, RecordedText, RecordedTime } from '../../../ui/recorded';
import { RowDetails } from './row-details';
import { isFuture } from '../loading/server-clock';

/** Fixed widths: columns that change from page to page are hard to read, and slow to lay out. */
const columns = [
  { name: 'Action', width: 'w-36' },
  { name: 'Operator', width: 'xl:w-52' },
  { name: 'Reason', width: '' },
  { name: 'Time', width: 'w-48' },
  { name: 'Engaged for', width: 'w-24' },
  { name: 'Details', width: 'w-28 print:hidden' },
] as const;
const cell = 'cell cards:block cards:py-1';

type ToggleTableProps = {
  rows: readonly AuditRow[];
  me: Me;
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
      aria-label="Activation history"
      className="mt-4 table-in-card border-collapse text-left table-fixed cards:block print:table-auto"
    >
      <thead className="cards:sr-only">
        <tr>
          {columns.map(({ name, width }) => (
            <th key={name} scope="col" className={`border-b border-hairline cell ${width}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={rowKey(row)} className="border-b border-hairline last:border-b-0 cards:block cards:py-2">
          <tr className="cards:block">
            <td className={cell}>
              <ActionChip action={row.action} />
            </td>
            <td className={cell}>
              <RecordedOperator operator={operatorShown(row)} you={isMyToggle(row, me)} />
            </td>
            <td className={cell}>
              <RecordedText text={reasonOf(row)} />
            </td>
            <td className={cell}>
              <RecordedTime timestamp={row.timestamp} />
              {isFuture(row, now) && <span className="italic"> (in the future)</span>}
            </td>
            <td
              className={`${cell} cards:before:mr-2 cards:before:text-muted cards:before:content-['Engaged_for:']`}
            >
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
