/** The cell of a table here: a row with two lines, or with a button, is 40 px high under a mouse. A card on a small screen. */
export const cell = 'px-3 py-0.5 align-middle cards:block';

/** The same, with the name of its column (`data-column`) on a card. */
export const namedCell = `${cell} cards:before:mr-2 cards:before:text-muted cards:before:content-[attr(data-column)":"]`;

/** The heads of the columns. Paper has other widths; on cards only a screen reader has them. */
export function ColumnHeads({ columns }: { columns: readonly { name: string; width: string }[] }) {
  return (
    <thead className="cards:sr-only">
      <tr>
        {columns.map(({ name, width }) => (
          <th key={name} scope="col" className={`border-b border-hairline px-3 py-2 print:w-auto ${width}`}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
