import type { ReactNode } from 'react';

type DataRow = {
  key: string;
  /** One cell for each column. The first cell names the row. */
  cells: readonly ReactNode[];
  /** Colours the row, in addition to its words. */
  alarming?: boolean;
};

/** `width` is a CSS class that sets the minimum width on a wide screen. */
type Column = { name: string; width?: string };

type DataTableProps = {
  label: string;
  columns: readonly Column[];
  rows: readonly DataRow[];
  /** The most rows that are rendered. If there are more, the table says how many. */
  most?: number;
};

/** Far more than any Guardian reports. A page that renders thousands of rows every second stops responding. */
const MOST_ROWS = 200;

// On a narrow screen each row is a card, and the column's name is in front of its cell.
const cell =
  'cell text-left font-normal cards:block cards:wrap-anywhere cards:py-1 cards:before:mr-2 cards:before:text-muted cards:before:content-[attr(data-column)":"]';

export function DataTable({ label, columns, rows, most = MOST_ROWS }: DataTableProps) {
  return (
    <>
      <table aria-label={label} className="mt-3 table-in-card border-collapse text-left cards:block">
        <thead className="cards:sr-only">
          <tr>
            {columns.map(({ name, width = '' }) => (
              <th key={name} scope="col" className={`border-b border-hairline cell ${width}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="cards:block">
          {rows.slice(0, most).map(({ key, cells, alarming }) => (
            <tr
              key={key}
              className={`border-b border-hairline last:border-b-0 cards:block cards:py-2 ${alarming ? 'bg-danger-soft' : ''}`}
            >
              {columns.map(({ name }, index) =>
                index === 0 ? (
                  <th key={name} scope="row" data-column={name} className={`${cell} font-medium`}>
                    {cells[index]}
                  </th>
                ) : (
                  <td key={name} data-column={name} className={cell}>
                    {cells[index]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <p className="mt-2 font-medium">
          Only the first <span>{most}</span> of <span>{rows.length}</span> are shown.
        </p>
      )}
    </>
  );
}
