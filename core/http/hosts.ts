import type { AskingPerson, HostCall } from '../ports/ports';
import type { Call } from './call';
import { readAs, type Limit } from './caller';
import { isReply, refuse, refusePlain, type Reply } from './reply';

const hostCallOf = ({ method, path, query, text, requestId, adminToken }: Call): HostCall => ({
  method,
  path,
  query,
  body: text,
  requestId,
  adminToken,
});

/** A call of the Guardian's contract: this server knows who asks, and the tenant's host judges whether they may. */
export async function askGuardian(call: Call, limit: Limit): Promise<Reply | Response> {
  const asking = await readAs<{ tenantId: string; person: AskingPerson }>(
    call,
    limit,
    async ({ tenant }, { person: { id, email, role } }) => ({
      tenantId: tenant.id,
      person: { id, email, role },
    }),
  );
  if (isReply(asking)) return asking;
  const { tenantId, person } = asking;
  return (await call.ports.hosts.guardian(tenantId, hostCallOf(call), person)) ?? refuse(404, 'Not Found');
}

export async function askControl(call: Call): Promise<Reply | Response> {
  return (await call.ports.hosts.control(hostCallOf(call))) ?? refusePlain(404, 'Not Found');
}
