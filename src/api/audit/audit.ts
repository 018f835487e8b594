import { queryOptions } from '@tanstack/react-query';
import { array, custom, is, object, unknown, type InferOutput } from 'valibot';
import { isApiError } from '../errors/api-error';
import type { ToggleAction } from '../kill-switch';
import { newest, POLL_MS, pollIntervalMs, watched } from '../http/polling';
import { MAX_ROWS_BYTES } from '../http/read-body';
import { request, type Answer } from '../http/request';
import { auditPageSchema, auditRowSchema } from '../schemas';
import type { AuditRow } from '../schemas';
import { matchTenant } from '../http/tenant';

/** One page of the audit log. An empty `rows` alone does not prove that nothing was recorded (law 12). */
export type AuditRows = {
  /** The server's own objects. They keep the members that the contract does not know, for the raw view. */
  rows: AuditRow[];
  /** The server's count of all rows, not only of this page. */
  total: number;
  /** How many rows were dropped because they are malformed. */
  unreadable: number;
  /** How many rows were dropped because they belong to another tenant. */
  foreign: number;
  /** How many rows were kept although the server redacted all or a part of their tenant id. */
  redactedTenant: number;
};

/** Where a row stands in the answer that contained it. */
export type RowSource = { text: string; path: readonly (string | number)[] };
const sources = new WeakMap<AuditRow, RowSource>();

/**
 * The source text of the answer that contained a row, and the path of the row in it; null for a row that came from no
 * answer.
 */
export function rowSource(row: AuditRow): RowSource | null {
  return sources.get(row) ?? null;
}

// Validated row by row, so that one bad row does not hide the others. `1e999` is read as Infinity, which is no count.
const pageSchema = object({
  ...auditPageSchema.entries,
  total: custom<number>((total) => Number.isSafeInteger(total) && Number(total) >= 0),
  items: array(unknown()),
});
type Page = InferOutput<typeof pageSchema>;

function sortOut({ data: { items, total }, text }: Answer<Page>, tenantId: string): AuditRows {
  const readable = items.flatMap((item, index) => {
    if (!is(auditRowSchema, item)) return [];
    sources.set(item, { text, path: ['data', 'items', index] });
    return [{ row: item, match: matchTenant(item.tenant_id, tenantId) }];
  });
  const rows = readable.filter(({ match }) => match !== 'other');
  return {
    rows: rows.map(({ row }) => row),
    total,
    unreadable: items.length - readable.length,
    foreign: readable.length - rows.length,
    redactedTenant: rows.filter(({ match }) => match !== 'same').length,
  };
}

/** One page of one kind of toggle, newest first. The server's `action` filter takes one value. Errors: `ApiError`. */
export async function readToggles(
  tenantId: string,
  action: ToggleAction,
  { limit, offset = 0, signal }: { limit: number; offset?: number; signal: AbortSignal },
): Promise<Answer<AuditRows>> {
  const path = `/audit/logs?action=kill_switch_${action}d&limit=${limit}${offset ? `&offset=${offset}` : ''}`;
  const answer = await request({
    method: 'GET',
    path,
    schema: pageSchema,
    tenantId,
    signal,
    maxBytes: MAX_ROWS_BYTES,
    // The running gateway redacts rows but announces the length before redaction.
    acceptCutOff: true,
    tries: 3,
  });
  return { ...answer, data: sortOut(answer, tenantId) };
}

/** The newest rows of one kind of toggle, newest first, polled like the status. `limit`: 1 to 500. */
export function getKillSwitchHistory(tenantId: string, action: ToggleAction, limit = 20) {
  return queryOptions({
    ...watched,
    queryKey: ['audit', tenantId, 'toggles', action, limit] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<AuditRows>> =>
      newest(client, queryKey, await readToggles(tenantId, action, { limit, signal })),
    // A gateway that cuts off its answers cuts off every one of them, so polling faster does not help.
    refetchInterval: ({ state: { error } }) =>
      isApiError(error) && error.kind === 'unreadable' ? POLL_MS : pollIntervalMs(error),
  });
}
