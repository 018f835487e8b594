import { useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { flushAddress, noteAddress } from '../../../lib/go-to';
import { paths } from '../../../lib/paths';
import { dateProblems } from './dates';
import { parseFilter, writeFilter, type Filter } from './filter';

type Shown = {
  visit: string;
  /** As it stands in the fields. */
  filter: Filter;
  linkedRow: string | null;
  /** What the address asked for and cannot be applied, in words. */
  refused: string[];
};

function read(visit: string): Shown {
  // Not the router's: it does not hear of what is only noted.
  const parameters = new URLSearchParams(window.location.search);
  const dates = { from: parameters.get('from') ?? '', to: parameters.get('to') ?? '' };
  const filter = parseFilter(parameters);
  // Days in the wrong order are applied, and told from the fields.
  const refused = dateProblems(dates).filter((problem) => !dateProblems(filter).includes(problem));
  return { visit, filter, linkedRow: parameters.get('row'), refused };
}

/**
 * What the address says: the filter, and the row that is open. Both are the page's own state while it is shown, because a
 * router that heard of every key press would render the whole page for each; the address only keeps up with it.
 */
export function useAddress() {
  const { key } = useLocation();
  const [shown, setShown] = useState(() => read(key));
  const current = shown.visit === key ? shown : read(key);
  if (current !== shown) setShown(current);
  const { filter, linkedRow, refused } = current;
  const applied = useMemo(() => parseFilter(new URLSearchParams(filter)), [filter]);

  function show(next: Shown) {
    const parameters = writeFilter(next.filter, new URLSearchParams());
    if (next.linkedRow !== null) parameters.set('row', next.linkedRow);
    setShown(next);
    noteAddress(parameters.size > 0 ? `${paths.history}?${parameters}` : paths.history);
  }
  return {
    visit: key,
    /** What the fields hold, also while it means nothing yet. */
    fields: filter,
    /** What of it can be applied. */
    filter: applied,
    problems: useMemo(() => [...refused, ...dateProblems(filter)], [refused, filter]),
    linkedRow,
    setFilter: (next: Filter) => show({ ...current, filter: next, refused: [] }),
    openRow: (row: string | null) => {
      show({ ...current, linkedRow: row });
      flushAddress();
    },
  };
}

export type Address = ReturnType<typeof useAddress>;
