import type { AuditRow } from '../../../api/schemas';
import { operatorNames, operatorOf, operatorShown, reasonOf } from '../../../api/audit/toggle-rows';
import { dayStart, periodOf, rangeNamed, rowsIn, type Range } from './dates';
import { toggleOf, type Incident } from '../answer/incidents';

/**
 * Which of the loaded rows are shown. Dates are `YYYY-MM-DD` in UTC, inclusive, and there is no range beside them. An empty
 * text is no condition. `text` is what the search field searches for. `operator` comes from older addresses only.
 */
export type Filter = {
  range: Range;
  action: 'all' | 'engage' | 'disengage';
  operator: string;
  text: string;
  from: string;
  to: string;
};

export const noFilter: Filter = { range: 'all', action: 'all', operator: '', text: '', from: '', to: '' };

/** More than anybody types. It limits the cost of a forged address. */
const MOST_CHARACTERS = 200;
const keys = ['range', 'action', 'operator', 'text', 'from', 'to'] as const;
const actions: readonly Filter['action'][] = ['all', 'engage', 'disengage'];

/** The action with that name; 'all' for any other name. */
export function actionNamed(name: string): Filter['action'] {
  return actions.find((action) => action === name) ?? 'all';
}

/** The filter in an address. Values that make no sense there are ignored. Never throws. */
export function parseFilter(search: URLSearchParams): Filter {
  const read = (key: keyof Filter) => search.get(key) ?? '';
  const dated = [read('from'), read('to')].some((date) => dayStart(date) !== null);
  return {
    range: dated ? 'all' : rangeNamed(read('range')),
    action: actionNamed(read('action')),
    operator: cleanText(read('operator')),
    text: cleanText(read('text')),
    from: dayStart(read('from')) === null ? '' : read('from'),
    to: dayStart(read('to')) === null ? '' : read('to'),
  };
}

// Only blank text is dropped. Trimming would remove the space that somebody types between two words.
function cleanText(text: string): string {
  return text.trim() === '' ? '' : [...text].slice(0, MOST_CHARACTERS).join('');
}

/** A copy of `search` with the filter: only the values that differ from the default. All other parameters stay as they are. */
export function writeFilter(filter: Filter, search: URLSearchParams): URLSearchParams {
  const clean = parseFilter(new URLSearchParams(filter));
  const written = new URLSearchParams(search);
  for (const key of keys) {
    if (clean[key] === noFilter[key]) written.delete(key);
    else written.set(key, clean[key]);
  }
  return written;
}

/** Whether the filter hides anything. Blank text and invalid dates hide nothing. */
export function isFiltered(filter: Filter): boolean {
  return writeFilter(filter, new URLSearchParams()).size > 0;
}

type Folded = { haystack: string; operator: string };

// Cached by row. Rows never change, and folding 10,000 of them for every key pressed would be slow. An empty filter folds
// them too, so that this happens page by page as they arrive and not at the first key.
const foldedRows = new WeakMap<AuditRow, Folded>();

// The sigma at the end of a Greek word is the only letter whose lower case depends on its place.
const fold = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');

function foldRow(row: AuditRow): Folded {
  const known = foldedRows.get(row);
  if (known) return known;
  // Words contain no line break, so a match never spans two fields.
  const haystack = [
    reasonOf(row),
    operatorShown(row),
    operatorOf(row),
    row.request_id,
    row.id,
    row.action,
  ].join('\n');
  const folded = {
    haystack: fold(haystack),
    // A redacted name belongs to nobody. It is not compared with anybody, but it can be searched for as text.
    operator: fold(operatorNames(row).join('\n')),
  };
  foldedRows.set(row, folded);
  return folded;
}

/**
 * The rows that meet every condition, in their order. `operator` matches a part of the operator's name, email address or
 * id. Each word of `text` must occur in the reason, operator, request id, row id or action. Upper and lower case, and
 * full-width and normal letters, are equal. Dates and a range keep every row of each incident that overlaps them, and the rows that were
 * written on them.
 * @param now on the server's clock, ms: an incident that is still open lasts until then
 */
export function applyFilter(
  rows: readonly AuditRow[],
  filter: Filter,
  incidents: readonly Incident[] = [],
  now = Infinity,
): AuditRow[] {
  const operator = fold(filter.operator).trim();
  const words = fold(filter.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const period = periodOf(filter, now);
  const isInDates = period && rowsIn(period, incidents, now);
  return rows.filter((row) => {
    if (filter.action !== 'all' && toggleOf(row) !== filter.action) return false;
    if (isInDates && !isInDates(row)) return false;
    const { haystack, operator: name } = foldRow(row);
    return name.includes(operator) && words.every((word) => haystack.includes(word));
  });
}
