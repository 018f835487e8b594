import { shownRow } from '../audit/chain/chain';
import { verifyChain } from '../audit/chain/verify-chain';
import { mayReadAudit } from '../identity/roles';
import { readInteger, type Call } from './call';
import { readAs, type Caller, type Limit } from './caller';
import { isReply, ok, refuse, type Reply } from './reply';

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

export async function verifyAuditChain(call: Call, limit: Limit): Promise<Reply> {
  const tenant = await readAs(
    call,
    limit,
    async (reading, caller) => refuseStrangers(caller) ?? reading.tenant,
  );
  if (isReply(tenant)) return tenant;
  const { store, sha256 } = call.ports;
  return ok({ tenant_id: tenant.id, ...(await verifyChain(store, tenant.id, sha256)) });
}
