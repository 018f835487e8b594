import { http } from 'msw';
import { findViolations, type AuditRow } from '../../core/audit/chain';
import type { AuditEntry } from '../db';
import { ok, refuse } from '../reply';
import { mayReadAudit } from '../../core/identity/roles';
import type { Answer } from './answer';
import { readInteger, requireCaller, type Call } from './call';

function requireReader(call: Call): string {
  const { role, session } = requireCaller(call);
  if (!mayReadAudit(role)) throw refuse(403, 'Audit requires ADMIN, SECURITY or AUDITOR role');
  return session.tenantId;
}

/** Oldest first. While a row is not visible yet, verification ends at the row before it. */
function chainOf({ db, now }: Call, tenantId: string) {
  const entries = db.audit.filter(({ row }) => row.tenant_id === tenantId);
  const hidden = entries.findIndex(({ visibleFrom }) => visibleFrom > now);
  return entries.slice(0, hidden < 0 ? undefined : hidden).map(({ row }) => row);
}

function show({ row, shownAs }: AuditEntry): AuditRow {
  if (shownAs === undefined) return row;
  // A seeded data fault: the text may not be a valid row.
  const odd: AuditRow = JSON.parse(shownAs);
  return odd;
}

export const auditHandlers = (answer: Answer) => [
  http.get(
    '*/audit/logs',
    answer<'listAuditRows'>((call) => {
      const tenantId = requireReader(call);
      const limit = readInteger(call, 'limit', 50, 1, 500);
      const offset = readInteger(call, 'offset', 0, 0);
      const asked = (['action', 'agent_id', 'decision'] as const).filter((name) => call.query.has(name));
      const found = call.db.audit.filter(
        ({ row, leaksTo, visibleFrom }) =>
          visibleFrom <= call.now &&
          (row.tenant_id === tenantId || leaksTo === tenantId) &&
          asked.every((name) => row[name] === call.query.get(name)),
      );
      const page = found.toReversed().slice(offset, offset + limit);
      return ok({ total: found.length, limit, offset, items: page.map(show) });
    }),
  ),

  http.get(
    '*/audit/logs/verify',
    answer<'verifyAuditChain'>((call) => {
      const tenantId = requireReader(call);
      const rows = chainOf(call, tenantId);
      const found = findViolations(rows);
      const valid = found.length === 0;
      return ok({
        tenant_id: tenantId,
        valid,
        is_integrous: valid,
        ...(valid ? {} : { error: 'Audit tampering detected' }),
        ...(rows.length === 0 ? { details: 'No logs found to verify.' } : {}),
        processed_count: rows.length,
        error_count: found.length,
        violations: found,
      });
    }),
  ),
];
