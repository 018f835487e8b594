import type { ReactNode } from 'react';

export type DataRow = {
  key: string;
  /** One for each column; the first names the row. */
  cells: readonly ReactNode[];
  /** What the row's ground says in addition to its words. */
  alarming?: boolean;
};

/** `width` is a class: a least width on a wide screen. */
export type Column = { name: string; width?: string };

type DataTableProps = { label: string; columns: readonly Column[]; rows: readonly DataRow[] };

// On a narrow screen each row is a card, and the column's name stands before its cell.
const cell =
  'p-2 text-left align-top font-normal max-lg:block max-lg:wrap-anywhere max-lg:py-0.5 max-lg:before:mr-2 max-lg:before:text-muted max-lg:before:content-[attr(data-column)":"]';

export function DataTable({ label, columns, rows }: DataTableProps) {
  return (
    <table aria-label={label} className="mt-3 w-full border-collapse text-left max-lg:block">
      <thead className="max-lg:sr-only">
        <tr>
          {columns.map(({ name, width = '' }) => (
            <th key={name} scope="col" className={`border-b-2 border-line p-2 ${width}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map(({ key, cells, alarming }) => (
          <tr
            key={key}
            className={`border-b border-hairline max-lg:block max-lg:py-2 ${alarming ? 'bg-danger-soft' : ''}`}
          >
            {columns.map(({ name }, index) =>
              index === 0 ? (
                <th key={name} scope="row" data-column={name} className={`${cell} font-semibold`}>
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
  );
}
