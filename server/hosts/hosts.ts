import { refuse, refuseAtGateway, toResponse, type Reply } from '../../core/http/reply';
import type { HostRecord, KnownHost } from '../../core/ports/hosts';
import type { AskedHost, HostCall, Hosts } from '../../core/ports/ports';
import type { Store } from '../../core/ports/store';
import { isObject, parseObject, type JsonObject } from '../../core/text/json-object';
import { askGuardian } from './ask-guardian';
import type { HostAnswer, HostFailure } from './send-to-host';

/** Less than the console waits for: 8 s for a reading, 15 s for an action. */
const TIMES = { readingMs: 6_000, actionMs: 12_000 };
const LOGS = '/guardian/logs/export';
const MOST_BYTES = { logs: 64 * 1_024 * 1_024, other: 4 * 1_024 * 1_024 };
/** What of a host's answer is passed on, beside status and body. */
const PASSED_ON = ['content-type', 'content-disposition', 'retry-after'] as const;

interface HostsOptions {
  store: Pick<Store, 'read'>;
  times?: typeof TIMES;
  /** Somebody has done something on this host: what came of it is worth a look. */
  acted(host: HostRecord): void;
}

/** The real hosts, which answer for themselves. */
export function createHosts({ store, times = TIMES, acted }: HostsOptions): Hosts {
  const present = (tenantId: string) =>
    store.read(tenantId, async (reading) => (await reading.hosts()).filter(({ removed }) => !removed));
  const find = async ({ tenantId, name }: AskedHost) =>
    (await present(tenantId)).find((host) => host.name === name) ?? null;

  return {
    list: async (tenantId) => (await present(tenantId)).map(shown),

    async guardian(asked, call) {
      const host = await find(asked);
      if (!host) return null;
      const mostBytes = call.path === LOGS ? MOST_BYTES.logs : MOST_BYTES.other;
      const answer = await ask(host, asked, call, mostBytes);
      if (call.method !== 'GET') acted(host);
      if (typeof answer !== 'object') return toResponse(failed(answer, call, host));
      // A 401 would end the person's session, who has done nothing wrong.
      if (answer.status === 401) return toResponse(tell(502, 'host_refuses', host));
      const isUsable = call.path === LOGS && isFile(answer) ? true : isOwn(readJson(answer), host.name);
      return isUsable ? passOn(answer) : toResponse(tell(502, 'host_unreadable', host));
    },

    async control(asked, call) {
      // Nobody may try admin tokens from anywhere.
      if (!asked) return toResponse(refuseAtGateway(401, 'Unauthorized'));
      const host = await find(asked);
      if (!host || host.controlUrl === null) return null;
      const answer = await ask({ ...host, url: host.controlUrl }, asked, call, MOST_BYTES.other);
      if (typeof answer !== 'object') return toResponse(failed(answer, call, host));
      return readJson(answer) ? passOn(answer) : toResponse(tell(502, 'host_unreadable', host));
    },
  };

  function ask(host: HostRecord, { person }: AskedHost, call: HostCall, mostBytes: number) {
    const { method, path, body, requestId, adminToken } = call;
    const query = new URLSearchParams(call.query);
    query.delete('host');
    const answerMs = method === 'GET' ? times.readingMs : times.actionMs;
    const sent = { method, path, query: query.toString(), body, requestId, adminToken, answerMs, mostBytes };
    return askGuardian(host, person, sent);
  }
}

/** Never the token, nor the way to the host. */
const shown = ({ name, mode, since, lastSeenAt, containment, platform }: HostRecord): KnownHost => ({
  name,
  mode,
  since,
  lastSeenAt,
  containment,
  platform,
});

const isFile = ({ status, headers }: HostAnswer): boolean =>
  status === 200 && /^application\/(?:gzip|json)\b/.test(headers['content-type'] ?? '');

/** Null for what is no answer of this contract, such as a redirect or a page of something else. */
function readJson({ status, body }: HostAnswer): JsonObject | null {
  return status >= 200 && status <= 599 && (status < 300 || status >= 400)
    ? parseObject(body.toString())
    : null;
}

/** False when it is the status of another host. */
function isOwn(said: JsonObject | null, name: string): boolean {
  if (!said) return false;
  const { data } = said;
  return !(isObject(data) && 'mode' in data && 'host' in data && data['host'] !== name);
}

function passOn({ status, headers: received, body }: HostAnswer): Response {
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = received[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return new Response(new Uint8Array(body), { status, headers });
}

function failed(failure: HostFailure, { method }: HostCall, host: HostRecord): Reply {
  if (failure === 'unreadable') return tell(502, 'host_unreadable', host);
  return failure === 'unanswered' && method !== 'GET'
    ? tell(504, 'host_outcome_unknown', host)
    : tell(503, 'host_silent', host);
}

function tell(status: number, code: string, { name, lastSeenAt }: HostRecord): Reply {
  return refuse(status, code, {
    host: name,
    last_seen_at: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(),
  });
}
