import { createChainCheck, shownRow, type Violation } from '../audit/chain/chain';
import { mayReadAudit } from '../identity/roles';
import type { Reading } from '../ports/store';
import { readInteger, type Call } from './call';
import { readAs, type Caller, type Limit } from './caller';
import { isReply, ok, refuse, type Reply } from './reply';

const ROWS_AT_ONCE = 1_000;
const VIOLATIONS_NAMED = 100;

/** Refuses whoever may not read the audit log. */
export function refuseStrangers({ person }: Caller): Reply | null {
  return mayReadAudit(person.role) ? null : refuse(403, 'Audit requires ADMIN, SECURITY or AUDITOR role');
}

export function listAuditRows(call: Call, limiting: Limit): Promise<Reply> {
  const { query } = call;
  return readAs(call, limiting, async (reading, caller) => {
    const stranger = refuseStrangers(caller);
    if (stranger) return stranger;
    const limit = readInteger(query, 'limit', 50, 1, 500);
    if (isReply(limit)) return limit;
    const offset = readInteger(query, 'offset', 0, 0);
    if (isReply(offset)) return offset;
    const { total, records } = await reading.auditPage({
      action: query.get('action') ?? undefined,
      agentId: query.get('agent_id') ?? undefined,
      decision: query.get('decision') ?? undefined,
      limit,
      offset,
    });
    return ok({ total, limit, offset, items: records.map(shownRow) });
  });
}

export function verifyAuditChain(call: Call, limit: Limit): Promise<Reply> {
  return readAs(call, limit, async (reading, caller) => {
    const stranger = refuseStrangers(caller);
    return stranger ?? ok({ tenant_id: reading.tenant.id, ...(await verifyChain(reading)) });
  });
}

/** Recomputes every hash and every link of the tenant's chain, page by page. */
async function verifyChain(reading: Reading) {
  const check = createChainCheck(reading.tenant.id);
  const named: Violation[] = [];
  let page = await reading.auditAfter(0, ROWS_AT_ONCE);
  while (page.length > 0) {
    for (const record of page) {
      const found = check.add(record);
      if (named.length < VIOLATIONS_NAMED) named.push(...found);
    }
    page = await reading.auditAfter(page.at(-1)?.seq ?? 0, ROWS_AT_ONCE);
  }
  const { rows, violations } = check.counts();
  const valid = violations === 0;
  return {
    valid,
    is_integrous: valid,
    ...(valid ? {} : { error: 'Audit tampering detected' }),
    ...(rows === 0 ? { details: 'No logs found to verify.' } : {}),
    processed_count: rows,
    error_count: violations,
    violations: named,
  };
}
