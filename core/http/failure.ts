import { sha256Hex } from '../audit/chain/chain';
import { OutcomeUnknown, StoreUnavailable } from '../ports/store';
import type { ApiPorts } from '../ports/ports';
import type { Call } from './call';
import { refuse, type Reply } from './reply';

const isToggle = ({ method, path }: Call) =>
  path.startsWith('/decision/') && (method === 'POST' || method === 'DELETE');

/** What is answered when the store, or this program, fails. */
export async function answerFailure(ports: ApiPorts, call: Call | null, error: unknown): Promise<Reply> {
  if (error instanceof OutcomeUnknown) {
    const found = call && isToggle(call) ? await lookUp(ports, call).catch(() => null) : null;
    return found ?? refuse(503, 'outcome_unknown');
  }
  if (error instanceof StoreUnavailable) {
    // Every lease of a gateway was given before now, so that all of them have run out by then.
    const by = new Date(ports.wallClock() + ports.leaseMs).toISOString();
    return refuse(503, 'store_unavailable', call && isToggle(call) ? { gateways_refuse_by: by } : null);
  }
  ports.observe({ kind: 'failed', requestId: call?.requestId ?? '', error });
  return refuse(500, 'An internal server error occurred');
}

/** The answer that was committed with the toggle. Its absence proves nothing: the commit may still be on its way. */
async function lookUp({ store }: ApiPorts, { bearer, cookie, requestId }: Call): Promise<Reply | null> {
  const token = bearer ?? cookie;
  const session = token === null ? null : await store.findSession(sha256Hex(token));
  if (!session) return null;
  const kept = await store.read(session.tenantId, (reading) =>
    reading.keptAnswer(session.personId, requestId),
  );
  return kept && { status: kept.status, body: JSON.parse(kept.body) };
}
