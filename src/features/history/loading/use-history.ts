import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { getKillSwitchHistory } from '../../../api/audit/audit';
import { isAtLimit, rowsGiven, toggleHistory } from '../../../api/audit/history';
import type { ToggleAction } from '../../../api/kill-switch';
import type { Answer } from '../../../api/http/request';
import type { AuditRow } from '../../../api/schemas';
import { countSharedIds, mergeToggles, timeOf } from '../../../api/audit/toggle-rows';

const NEWEST = 20;

/** When an answer was requested, on the device's clocks, and when it was sent, on the server's clock. */
export type Asked = Pick<Answer<unknown>, 'askedAt' | 'serverTime'>;

/** All toggles of one kind: the pages read so far, and the newest rows, polled. */
function useToggles(tenantId: string, action: ToggleAction, enabled: boolean, stopped: boolean) {
  const all = useInfiniteQuery({ ...toggleHistory(tenantId, action), enabled });
  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = all;
  const begun = all.data !== undefined;
  const newest = useQuery({ ...getKillSwitchHistory(tenantId, action, NEWEST), enabled: enabled && begun });

  // Effect: loads page after page until all are loaded or somebody stops it. After a failure it waits for a person.
  useEffect(() => {
    if (enabled && hasNextPage && !isFetching && !isError && !stopped) void fetchNextPage();
  }, [enabled, hasNextPage, isFetching, isError, stopped, fetchNextPage]);

  const pages = useMemo(() => all.data?.pages.map(({ data }) => data) ?? [], [all.data]);
  const asked = newestOf([...(all.data?.pages ?? []), ...(newest.data ? [newest.data] : [])]);
  const known = useMemo(() => new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))), [pages]);
  const polled = newest.data?.data;
  // More rows have arrived since than the polled answer contains: those between are not known yet.
  const gap =
    begun &&
    polled !== undefined &&
    rowsGiven([polled]) >= NEWEST &&
    !polled.rows.some(({ id }) => known.has(id));

  // Effect: only reading everything again closes the gap. It happens once for each polled answer, so that no server is
  // flooded.
  const rereadFor = useRef(0);
  useEffect(() => {
    if (!gap || isFetching || isError || rereadFor.current === newest.dataUpdatedAt) return;
    rereadFor.current = newest.dataUpdatedAt;
    void refetch();
  }, [gap, isFetching, isError, newest.dataUpdatedAt, refetch]);

  const rows = useMemo(
    () => [...(polled?.rows ?? []), ...pages.flatMap((page) => page.rows)],
    [polled, pages],
  );
  const total = pages.at(-1)?.total ?? 0;
  const missing = begun && rowsGiven(pages) < total;
  /** The server's count is smaller than the number of rows, so it is wrong and cannot say where the end is. */
  const overfull = known.size > total;
  // The polled rows are usually among the others, so the larger number is the right one.
  const count = (key: 'unreadable' | 'foreign' | 'redactedTenant') =>
    Math.max(polled?.[key] ?? 0, sum(pages.map((page) => page[key])));
  return {
    rows,
    asked,
    total: Math.max(polled?.total ?? 0, total),
    unreadable: count('unreadable'),
    foreign: count('foreign'),
    redactedTenant: count('redactedTenant'),
    complete: begun && !hasNextPage && !gap && !missing && !overfull,
    /** The server counts more rows than it returns. */
    endedEarly: missing && !hasNextPage && !isFetching && !isError && !isAtLimit(pages),
    /** The console stopped, because it reads no more than it can show. */
    atLimit: missing && isAtLimit(pages),
    /** The server returns more rows than it counts. */
    overfull,
    reading: isFetching,
    error: all.error ?? newest.error,
    retry: () => void (all.isError ? (hasNextPage ? fetchNextPage() : refetch()) : newest.refetch()),
    /** The oldest moment that the loaded pages reach, ms; null when they reach the beginning. */
    since: !begun ? Infinity : hasNextPage || missing ? oldest(pages.at(-1)?.rows.at(-1)) : null,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The newest answer. Answers with the server's time come first, if there are any. Null when there are no answers. */
function newestOf(answers: readonly Asked[]): Asked | null {
  const timed = answers.filter(({ serverTime }) => serverTime !== null);
  return (timed.length > 0 ? timed : answers).reduce<Asked | null>(
    (newest, answer) => (newest && newest.askedAt.mono > answer.askedAt.mono ? newest : answer),
    null,
  );
}

function oldest(row: AuditRow | undefined): number {
  return (row && timeOf(row)) ?? Infinity;
}

/** Every toggle that has been read so far, newest first, and what is missing. */
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
    /** The newest answer of the server. Only this one tells the present time on the server. */
    asked: newestOf([engage.asked, disengage.asked].filter((asked) => asked !== null)),
    /** How many rows share an id with another row. */
    sharedIds: useMemo(() => countSharedIds(rows), [rows]),
    total: engage.total + disengage.total,
    unreadable: engage.unreadable + disengage.unreadable,
    foreign: engage.foreign + disengage.foreign,
    redactedTenant: engage.redactedTenant + disengage.redactedTenant,
    complete: engage.complete && disengage.complete,
    endedEarly: engage.endedEarly || disengage.endedEarly,
    atLimit: engage.atLimit || disengage.atLimit,
    overfull: engage.overfull || disengage.overfull,
    reading: engage.reading || disengage.reading,
    failures,
    stopped,
    setStopped,
    /** Before this moment (ms) some toggles are not loaded; null when all are. */
    knownSince: since.length > 0 ? Math.max(...since) : null,
  };
}

export type History = ReturnType<typeof useHistory>;
