import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { noteAddress } from '../../lib/go-to';
import { paths } from '../../lib/paths';
import { parseFilter, writeFilter, type Filter } from './filter';

type Shown = { visit: string; filter: Filter; linkedRow: string | null };

function read(visit: string): Shown {
  // Not the router's: it does not hear of what is only noted.
  const parameters = new URLSearchParams(window.location.search);
  return { visit, filter: parseFilter(parameters), linkedRow: parameters.get('row') };
}

/**
 * What the address says: the filter, and the row that is open. Both are the table's own state while it is shown, because a
 * router that heard of every key press would render the whole page for each; the address only keeps up with it.
 */
export function useAddress() {
  const { key } = useLocation();
  const [shown, setShown] = useState(() => read(key));
  const current = shown.visit === key ? shown : read(key);
  if (current !== shown) setShown(current);

  function show(next: Shown) {
    const parameters = writeFilter(next.filter, new URLSearchParams());
    if (next.linkedRow !== null) parameters.set('row', next.linkedRow);
    setShown(next);
    noteAddress(parameters.size > 0 ? `${paths.history}?${parameters}` : paths.history);
  }
  return {
    visit: key,
    filter: current.filter,
    linkedRow: current.linkedRow,
    setFilter: (filter: Filter) => show({ ...current, filter }),
    openRow: (linkedRow: string | null) => show({ ...current, linkedRow }),
  };
}
