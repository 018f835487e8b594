import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { readToggles, type AuditRows } from './audit';
import type { ToggleAction } from '../kill-switch';
import { request, type Answer } from '../http/request';
import { chainVerdictSchema } from '../schemas';

/** The most rows that the service returns at once. */
export const PAGE_ROWS = 500;

/** The most rows of one kind that are read: a server that never ends must not fill the browser's memory. */
export const MOST_ROWS = 25_000;
/** The most pages that are read, for a server that returns one row at a time. */
const MOST_PAGES = 1_000;

const onRequest = {
  networkMode: 'always',
  retry: false,
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
} as const;

/** How many rows the server returned, usable or not. */
export function rowsGiven(pages: readonly AuditRows[]): number {
  return pages.reduce((sum, { rows, unreadable, foreign }) => sum + rows.length + unreadable + foreign, 0);
}

/** Whether the console has read as much as it ever reads. */
export function isAtLimit(pages: readonly AuditRows[]): boolean {
  return pages.length >= MOST_PAGES || rowsGiven(pages) >= MOST_ROWS;
}

/** The offset of the next page; undefined at the end, at the limit, and when a server returns the same rows again and again. */
export function nextOffset(pages: readonly Answer<AuditRows>[], offset: number): number | undefined {
  const last = pages.at(-1)?.data;
  if (!last) return undefined;
  const given = rowsGiven([last]);
  const before = new Set(pages.slice(0, -1).flatMap(({ data }) => data.rows.map(({ id }) => id)));
  const nothingNew = last.rows.length > 0 && last.rows.every(({ id }) => before.has(id));
  if (given === 0 || nothingNew || offset + given >= last.total) return undefined;
  return isAtLimit(pages.map(({ data }) => data)) ? undefined : offset + given;
}

/** Every toggle of one kind, page by page, newest first. Errors: `ApiError`; the pages read so far are kept. */
export function toggleHistory(tenantId: string, action: ToggleAction) {
  return infiniteQueryOptions({
    ...onRequest,
    queryKey: ['history', tenantId, action] as const,
    queryFn: ({ signal, pageParam }) =>
      readToggles(tenantId, action, { limit: PAGE_ROWS, offset: pageParam, signal }),
    initialPageParam: 0,
    getNextPageParam: (_last, pages, offset) => nextOffset(pages, offset),
  });
}

/** The server's verdict on its audit chain. A broken chain is a verdict, not an error. Errors: `ApiError`. */
export function chainVerdict(tenantId: string) {
  return queryOptions({
    ...onRequest,
    queryKey: ['chain', tenantId] as const,
    queryFn: ({ signal }) =>
      request({
        method: 'GET',
        path: '/audit/logs/verify',
        schema: chainVerdictSchema,
        tenantId,
        signal,
        timeoutMs: VERIFY_TIMEOUT_MS,
      }),
  });
}

/** Timeout in ms. It is long because the server reads the whole chain to verify it. */
const VERIFY_TIMEOUT_MS = 60_000;
