/** The cell of a table here: a row with two lines, or with a button, is 40 px high under a mouse. A card on a small screen. */
export const cell = 'px-3 py-0.5 align-middle cards:block';

/** The same, with the name of its column (`data-column`) on a card. */
export const namedCell = `${cell} cards:before:mr-2 cards:before:text-muted cards:before:content-[attr(data-column)":"]`;

/** The head of a column. Paper has other widths. */
export const head = 'border-b border-hairline px-3 py-2 print:w-auto';
