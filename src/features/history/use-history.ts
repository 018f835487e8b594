import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { toggleRows } from '../../api/audit';
import { toggleHistory } from '../../api/history';
import type { ToggleAction } from '../../api/kill-switch';
import { mergeToggles } from '../../api/toggle-rows';
import { parseTimestamp } from '../../lib/time';

const NEWEST = 20;

/** All toggles of one kind: the pages read so far, and the newest rows, polled. */
function useToggles(tenantId: string, action: ToggleAction, enabled: boolean, stopped: boolean) {
  const all = useInfiniteQuery({ ...toggleHistory(tenantId, action), enabled });
  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = all;
  const begun = all.data !== undefined;
  const newest = useQuery({ ...toggleRows(tenantId, action, NEWEST), enabled: enabled && begun });

  // Effect: page follows page until all are there or somebody stops it; a failure waits for a person.
  useEffect(() => {
    if (enabled && hasNextPage && !isFetching && !isError && !stopped) void fetchNextPage();
  }, [enabled, hasNextPage, isFetching, isError, stopped, fetchNextPage]);

  const pages = useMemo(() => all.data?.pages.map(({ data }) => data) ?? [], [all.data]);
  const known = useMemo(() => new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))), [pages]);
  const newRows = newest.data?.data.rows;
  // More came since than the newest rows tell: what lies between is not known yet.
  const gap = begun && !isFetching && newRows?.length === NEWEST && !newRows.some(({ id }) => known.has(id));

  // Effect: only a new reading closes the gap.
  useEffect(() => {
    if (gap) void refetch();
  }, [gap, refetch]);

  const rows = useMemo(() => [...(newRows ?? []), ...pages.flatMap((page) => page.rows)], [newRows, pages]);
  const sum = (key: 'unreadable' | 'foreign' | 'redactedTenant') =>
    pages.reduce((total, page) => total + page[key], 0);
  return {
    rows,
    total: Math.max(newest.data?.data.total ?? 0, pages.at(-1)?.total ?? 0),
    unreadable: sum('unreadable'),
    foreign: sum('foreign'),
    redactedTenant: sum('redactedTenant'),
    complete: begun && !hasNextPage && !gap,
    reading: isFetching,
    error: all.error ?? newest.error,
    retry: () => void (all.isError && begun ? fetchNextPage() : all.isError ? refetch() : newest.refetch()),
    /** The oldest moment that the pages read so far reach back to, ms; null when they reach back to the beginning. */
    since: hasNextPage ? oldest(pages.at(-1)?.rows.at(-1)?.timestamp) : null,
  };
}

function oldest(timestamp: string | null | undefined): number {
  return parseTimestamp(timestamp) ?? Infinity;
}

/** Every toggle there is, as far as it has been read, newest first, and what is missing from it. */
export function useHistory(tenantId: string, enabled: boolean) {
  const [stopped, setStopped] = useState(false);
  const engage = useToggles(tenantId, 'engage', enabled, stopped);
  const disengage = useToggles(tenantId, 'disengage', enabled, stopped);
  const rows = useMemo(
    () => mergeToggles([engage.rows, disengage.rows], Infinity),
    [engage.rows, disengage.rows],
  );
  const since = [engage.since, disengage.since].filter((time) => time !== null);
  const failures = [
    { what: 'Engage rows', ...engage },
    { what: 'Disengage rows', ...disengage },
  ].flatMap(({ what, error, retry }) => (error === null ? [] : [{ what, error, retry }]));
  return {
    rows,
    total: engage.total + disengage.total,
    unreadable: engage.unreadable + disengage.unreadable,
    foreign: engage.foreign + disengage.foreign,
    redactedTenant: engage.redactedTenant + disengage.redactedTenant,
    complete: engage.complete && disengage.complete,
    reading: engage.reading || disengage.reading,
    failures,
    stopped,
    setStopped,
    /** Before this moment (ms) not every toggle is known; null when all are. */
    knownSince: since.length > 0 ? Math.max(...since) : null,
  };
}

export type History = ReturnType<typeof useHistory>;
