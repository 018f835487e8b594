import type { components } from '../contract/contract';
import type { KnownHost } from '../ports/hosts';
import type { AskedHost, AskingPerson, HostCall } from '../ports/ports';
import type { Call } from './call';
import { readAs, type Limit } from './caller';
import { isReply, ok, refuse, refusePlain, type Reply } from './reply';

interface Asking {
  tenantId: string;
  person: AskingPerson;
}

const readAsking = (call: Call, limit: Limit): Promise<Asking | Reply> =>
  readAs<Asking>(call, limit, async ({ tenant }, { person: { id, email, role } }) => ({
    tenantId: tenant.id,
    person: { id, email, role },
  }));

/** Whoever asks for the head alone gets it from the whole answer. */
const hostCallOf = ({ method, path, query, text, requestId, adminToken }: Call): HostCall => ({
  method: method === 'HEAD' ? 'GET' : method,
  path,
  query,
  body: text,
  requestId,
  adminToken,
});

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const shown = ({
  name,
  mode,
  since,
  lastSeenAt,
  ...rest
}: KnownHost): components['schemas']['KnownHost'] => ({
  name,
  mode,
  since: iso(since),
  last_seen_at: iso(lastSeenAt),
  containment: rest.containment,
  platform: rest.platform,
});

export async function listHosts(call: Call, limit: Limit): Promise<Reply> {
  const asking = await readAsking(call, limit);
  if (isReply(asking)) return asking;
  return ok({ items: (await call.ports.hosts.list(asking.tenantId)).map(shown) });
}

/**
 * The host that `?host=` names, or the only one. Refused with 404 when there is none with this name, and with 400 when there
 * are several and none is named.
 */
async function findHost({ ports, query }: Call, { tenantId, person }: Asking): Promise<AskedHost | Reply> {
  const names = (await ports.hosts.list(tenantId)).map(({ name }) => name);
  const [only] = names;
  if (only === undefined) return refuse(404, 'Not Found');
  const named = query.get('host');
  if (named === null && names.length > 1) return refuse(400, 'host_required', { hosts: names });
  const name = named ?? only;
  return names.includes(name) ? { tenantId, name, person } : refuse(404, 'unknown_host');
}

/** A call of the Guardian's contract: this server knows who asks, and the tenant's host judges whether they may. */
export async function askGuardian(call: Call, limit: Limit): Promise<Reply | Response> {
  const asking = await readAsking(call, limit);
  if (isReply(asking)) return asking;
  const host = await findHost(call, asking);
  if (isReply(host)) return host;
  return (await call.ports.hosts.guardian(host, hostCallOf(call))) ?? refuse(404, 'Not Found');
}

/** A call of a host's control API, which itself knows neither sessions nor tenants. */
export async function askControl(call: Call, limit: Limit): Promise<Reply | Response> {
  const asking = await readAsking(call, limit);
  if (isReply(asking) && asking.status === 429) return asking;
  const host = isReply(asking) ? null : await findHost(call, asking);
  // The control API answers in its own words where it is missing.
  if (isReply(host) && host.status !== 404) return host;
  const answer = isReply(host) ? null : await call.ports.hosts.control(host, hostCallOf(call));
  return answer ?? refusePlain(404, 'Not Found');
}
