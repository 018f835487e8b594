import { queryOptions } from '@tanstack/react-query';
import { array, is, object, unknown } from 'valibot';
import { isRedacted } from '../lib/text';
import type { ToggleAction } from './kill-switch';
import { watched } from './polling';
import { request, type Answer } from './request';
import { auditPageSchema, auditRowSchema } from './schemas';
import type { AuditRow } from './schemas';
import { sameTenant } from './tenant';

export type ToggleRow = AuditRow;

/** What a page of the audit log was good for. `rows` alone does not say that there was nothing (law 12). */
export type AuditRows = {
  /** The server's own objects: keys that the contract does not know are still on them, for the raw view. */
  rows: AuditRow[];
  /** The server's count of all rows, not only of this page. */
  total: number;
  /** Rows dropped because they are malformed. */
  unreadable: number;
  /** Rows dropped because they are another tenant's. */
  foreign: number;
  /** Rows kept although the server redacted whose they are. */
  redactedTenant: number;
};

// Row by row, so that one bad row does not hide the others.
const pageSchema = object({ ...auditPageSchema.entries, items: array(unknown()) });

function sortOut(items: readonly unknown[], total: number, tenantId: string): AuditRows {
  const readable = items.filter((item) => is(auditRowSchema, item));
  const redactedTenant = readable.filter((row) => isRedacted(row.tenant_id)).length;
  const rows = readable.filter((row) => isRedacted(row.tenant_id) || sameTenant(row.tenant_id, tenantId));
  return {
    rows,
    total,
    unreadable: items.length - readable.length,
    foreign: readable.length - rows.length,
    redactedTenant,
  };
}

/** One page of one kind of toggle, newest first. The server's `action` filter takes one value. Errors: `ApiError`. */
export async function readToggles(
  tenantId: string,
  action: ToggleAction,
  { limit, offset = 0, signal }: { limit: number; offset?: number; signal: AbortSignal },
): Promise<Answer<AuditRows>> {
  const path = `/audit/logs?action=kill_switch_${action}d&limit=${limit}${offset ? `&offset=${offset}` : ''}`;
  const answer = await request({ method: 'GET', path, schema: pageSchema, tenantId, signal });
  return { ...answer, data: sortOut(answer.data.items, answer.data.total, tenantId) };
}

/** The newest rows of one kind of toggle, newest first, polled as the status is. `limit`: 1 to 500. */
export function toggleRows(tenantId: string, action: ToggleAction, limit = 20) {
  return queryOptions({
    ...watched,
    queryKey: ['audit', tenantId, 'toggles', action, limit] as const,
    queryFn: ({ signal }) => readToggles(tenantId, action, { limit, signal }),
  });
}
