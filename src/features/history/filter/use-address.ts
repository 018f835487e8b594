import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useHref, useLocation, useSearchParams } from 'react-router-dom';
import { uuid } from '../../../lib/uuid';
import { dateProblems } from './dates';
import { parseFilter, writeFilter, type Filter } from './filter';

/** Long enough for a key that is held down: browsers refuse changes of the address that come too fast. */
const PAUSE_MS = 300;

type Shown = {
  /** As it stands in the fields. */
  filter: Filter;
  linkedRow: string | null;
  /** The page of the table that was turned to; null for the one with the linked row. No address has it. */
  page: number | null;
  /** What the address asked for and cannot be applied, in words. */
  refused: string[];
};

/** What a person changed, and the address that they changed: a link, Back and Forward lead to another one. */
type Edit = { shown: Shown; id: string; key: string; over: URLSearchParams };

function readAddress(parameters: URLSearchParams): Shown {
  const dates = { from: parameters.get('from') ?? '', to: parameters.get('to') ?? '' };
  const filter = parseFilter(parameters);
  // Days in the wrong order are applied, and told from the fields.
  const refused = dateProblems(dates).filter((problem) => !dateProblems(filter).includes(problem));
  return { filter, linkedRow: parameters.get('row'), page: null, refused };
}

function writeAddress({ filter, linkedRow }: Shown): string {
  const parameters = writeFilter(filter, new URLSearchParams());
  if (linkedRow !== null) parameters.set('row', linkedRow);
  return String(parameters);
}

/**
 * What the address says: the filter, and the row that is open. What a person changes is the page's own state at once; the address
 * follows when they pause, because the whole page hears of every change of it.
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
    // One id until another address is opened: a change may come before the page has heard of what was written for the one before.
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
  // Effect: only time tells that somebody has paused. A browser that refuses the change is asked again.
  useEffect(() => {
    if (search === String(parameters)) return undefined;
    const timer = setInterval(writeAfterPause, PAUSE_MS);
    return () => clearInterval(timer);
  }, [search, parameters]);

  const { filter, linkedRow, page, refused } = shown;
  return {
    /** What the fields hold, also while it means nothing yet. */
    fields: filter,
    /** What of it can be applied. */
    filter: useMemo(() => parseFilter(new URLSearchParams(filter)), [filter]),
    problems: useMemo(() => [...refused, ...dateProblems(filter)], [refused, filter]),
    linkedRow,
    page,
    /** The address of what is shown, also before the browser has it. */
    href: useHref({ search }),
    setFilter: (next: Filter) => void change({ filter: next, refused: [], page: 0 }),
    openRow: (row: string | null, on: number) => write(change({ linkedRow: row, page: on })),
    turnTo: (next: number) => void change({ page: next }),
    /** Brings the address up to what is shown, without waiting for a pause. */
    writeNow,
  };
}

export type Address = ReturnType<typeof useAddress>;
