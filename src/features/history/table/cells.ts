/** The cell of a table here: a row with two lines, or with a button, is 40 px high under a mouse. A card on a small screen. */
export const cell =
  'px-3 py-0.5 align-middle pointer-coarse:py-2 cards:block cards:data-label:before:mr-2 cards:before:text-muted cards:before:content-[attr(data-label)]';

/** The head of a column. Paper has other widths. */
export const head = 'border-b border-hairline px-3 py-2 print:w-auto';
