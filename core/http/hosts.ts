import type { HostCall } from '../ports/ports';
import type { Call } from './call';
import { readAs, type Limit } from './caller';
import { refusePlain, type Reply } from './reply';

/** An answer that a host gave, passed on as it is. */
export interface HostReply extends Reply<Response> {
  fromHost: true;
}

export const isHostReply = (reply: Reply): reply is HostReply => 'fromHost' in reply;

const passOn = (answer: Response | null): Reply =>
  answer ? { status: answer.status, body: answer, fromHost: true } as HostReply : refusePlain(404, 'Not Found');

const hostCallOf = ({ method, path, query, text, requestId, adminToken }: Call): HostCall => ({
  method,
  path,
  query,
  body: text,
  requestId,
  adminToken,
});

/** A call of the Guardian's contract: this server knows who asks, and the tenant's host judges whether they may. */
export async function askGuardian(call: Call, limit: Limit): Promise<Reply> {
  let asking: { tenantId: string; person: { id: string; email: string; role: string } } | null = null;
  const refused = await readAs(call, limit, async (reading, { person: { id, email, role } }) => {
    asking = { tenantId: reading.tenant.id, person: { id, email, role } };
    return { status: 200, body: null };
  });
  if (!asking) return refused;
  const { tenantId, person } = asking;
  return passOn(await call.ports.hosts.guardian(tenantId, hostCallOf(call), person));
}

export async function askControl(call: Call): Promise<Reply> {
  return passOn(await call.ports.hosts.control(hostCallOf(call)));
}
