import { useEffect, useRef } from 'react';
import type { AuditRow } from '../../api/schemas';
import { isMe, operatorOf, reasonOf, type Me } from '../../api/toggle-rows';
import { Button } from '../../ui/button';
import { ActionChip, RecordedOperator, RecordedText, RecordedTime } from '../../ui/recorded';
import { RowDetails } from './row-details';

/** Fixed widths: columns that move from page to page are hard to read, and slow to lay out. */
const columns = [
  { name: 'Action', width: 'w-38' },
  { name: 'Operator', width: '' },
  { name: 'Reason', width: '' },
  { name: 'Time', width: 'w-48' },
  { name: 'Engaged for', width: 'w-24' },
  { name: 'Details', width: 'w-28' },
] as const;
const cell = 'p-2 align-top max-md:block max-md:py-1';

type ToggleTableProps = {
  rows: readonly AuditRow[];
  me: Me;
  /** What the row says of its incident's length, such as `12 min` or `still open`. */
  lengthOf: (row: AuditRow) => string;
  openRow: string | null;
  onOpen: (id: string | null) => void;
};

/** One page of toggles. Each opens in place. */
export function ToggleTable({ rows, me, lengthOf, openRow, onOpen }: ToggleTableProps) {
  return (
    <table
      aria-label="Activation history"
      className="mt-4 w-full border-collapse text-left max-md:block md:table-fixed"
    >
      <thead className="max-md:sr-only">
        <tr>
          {columns.map(({ name, width }) => (
            <th key={name} scope="col" className={`border-b-2 border-line p-2 ${width}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={row.id} className="border-b border-hairline max-md:block max-md:py-2">
          <tr className="max-md:block">
            <td className={cell}>
              <ActionChip action={row.action} />
            </td>
            <td className={cell}>
              <RecordedOperator operator={operatorOf(row)} you={isMe(operatorOf(row), me)} />
            </td>
            <td className={cell}>
              <RecordedText text={reasonOf(row)} />
            </td>
            <td className={cell}>
              <RecordedTime timestamp={row.timestamp} />
            </td>
            <td className={cell}>{lengthOf(row)}</td>
            <td className={`${cell} print:hidden`}>
              <Button
                expanded={row.id === openRow}
                onClick={() => onOpen(row.id === openRow ? null : row.id)}
              >
                Details
              </Button>
            </td>
          </tr>
          {row.id === openRow && (
            <tr className="max-md:block">
              <td colSpan={columns.length} className="p-2 max-md:block">
                <OpenRow row={row} />
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function OpenRow({ row }: { row: AuditRow }) {
  const ref = useRef<HTMLDivElement>(null);
  // Effect: a link to a row has to bring it into view, on whatever page of the table it stands.
  useEffect(() => {
    void ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={ref}>
      <RowDetails row={row} />
    </div>
  );
}
