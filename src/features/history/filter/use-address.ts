import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useHref, useLocation, useSearchParams } from 'react-router-dom';
import { uuid } from '../../../lib/uuid';
import { dateProblems } from './dates';
import { parseFilter, writeFilter, type Filter } from './filter';

/** Long enough for a key that is held down: browsers refuse changes of the address that come too fast. */
const PAUSE_MS = 300;

/** Which table is shown. */
export type View = 'incidents' | 'toggles';

type Shown = {
  /** The present values of the fields. */
  filter: Filter;
  linkedRow: string | null;
  view: View;
  /** The page of the table that the person chose; null for the page with the linked row. The address never contains it. */
  page: number | null;
  /** What the address asks for that cannot be applied, in words. */
  refused: string[];
};

/**
 * What a person changed, and the address at which they changed it. A link, Back or Forward leads to another address and ends
 * the edit.
 */
type Edit = { shown: Shown; id: string; key: string; over: URLSearchParams };

function readAddress(parameters: URLSearchParams): Shown {
  const dates = { from: parameters.get('from') ?? '', to: parameters.get('to') ?? '' };
  const filter = parseFilter(parameters);
  // Dates in the wrong order stay in the fields, and the fields report them.
  const refused = dateProblems(dates).filter((problem) => !dateProblems(filter).includes(problem));
  const linkedRow = parameters.get('row');
  // A row is opened in the table of toggles.
  const view = linkedRow !== null || parameters.get('view') === 'toggles' ? 'toggles' : 'incidents';
  return { filter, linkedRow, view, page: null, refused };
}

function writeAddress({ filter, linkedRow, view }: Shown): string {
  const parameters = writeFilter(filter, new URLSearchParams());
  if (linkedRow !== null) parameters.set('row', linkedRow);
  else if (view === 'toggles') parameters.set('view', view);
  return String(parameters);
}

/**
 * The state in the address: the filter, the table and the open row. A person's change applies to the page at once. The address follows
 * after a pause, because every change of the address renders the whole page.
 */
export function useAddress() {
  const [parameters, setParameters] = useSearchParams();
  const { key, state } = useLocation();
  const [edit, setEdit] = useState<Edit | null>(null);
  const read = useMemo(() => readAddress(parameters), [parameters]);
  const isWritten = edit !== null && edit.id === state?.edit;
  const isEdited = edit !== null && (isWritten || (edit.key === key && edit.over === parameters));
  const shown = isEdited ? edit.shown : read;
  const search = isEdited ? writeAddress(shown) : String(parameters);

  function change(part: Partial<Shown>): Edit {
    // One id until another address is opened: a change may come before the page has received the address of the change
    // before it.
    const id = isEdited ? edit.id : uuid();
    const next = { shown: { ...shown, ...part }, id, key, over: parameters };
    setEdit(next);
    return next;
  }
  const write = (next: Edit) =>
    setParameters(writeAddress(next.shown), { replace: true, state: { edit: next.id } });
  const writeNow = () => {
    if (isEdited && search !== String(parameters)) write(edit);
  };
  const writeAfterPause = useEffectEvent(writeNow);
  // Effect: a pause can only be noticed as time passes. If the browser refuses the change, the interval tries again.
  useEffect(() => {
    if (search === String(parameters)) return undefined;
    const timer = setInterval(writeAfterPause, PAUSE_MS);
    return () => clearInterval(timer);
  }, [search, parameters]);

  const { filter, linkedRow, view, page, refused } = shown;
  return {
    /** The values of the fields, even while they have no meaning yet. */
    fields: filter,
    /** The part of the fields that can be applied. */
    filter: useMemo(() => parseFilter(new URLSearchParams(filter)), [filter]),
    problems: useMemo(() => [...refused, ...dateProblems(filter)], [refused, filter]),
    linkedRow,
    view,
    page,
    /** The address of what is shown, also before the browser has it. */
    href: useHref({ search }),
    setFilter: (next: Filter) => void change({ filter: next, refused: [], page: 0 }),
    openRow: (row: string | null, on: number) => write(change({ linkedRow: row, page: on })),
    show: (next: View) => write(change({ view: next, linkedRow: null, page: 0 })),
    turnTo: (next: number) => void change({ page: next }),
    /** Updates the address to what is shown, without waiting for a pause. */
    writeNow,
  };
}

export type Address = ReturnType<typeof useAddress>;
