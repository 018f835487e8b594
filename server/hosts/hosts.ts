import { refuse, refuseAtGateway, toResponse, type Reply } from '../../core/http/reply';
import type { HostRecord, KnownHost } from '../../core/ports/hosts';
import type { AskedHost, HostCall, Hosts } from '../../core/ports/ports';
import type { Store } from '../../core/ports/store';
import { isObject, parseObject, type JsonObject } from '../../core/text/json-object';
import { askGuardian } from './ask-guardian';
import { clockAhead } from './clocks';
import { createOpenCalls } from './open-calls';
import type { HostAnswer, HostFailure } from './send-to-host';

/** Less than the console waits for: 8 s for a reading, 15 s for an action. */
const TIMES = { readingMs: 6_000, actionMs: 12_000 };
const LOGS = '/guardian/logs/export';
const JSON_TYPE = 'application/json';
const MOST_BYTES = { logs: 64 * 1_024 * 1_024, other: 4 * 1_024 * 1_024 };
/** A host that hangs, or answers with a lot, costs this process little, whoever asks it. */
const MOST_OPEN = { calls: 8, logs: 1 };
/** What of a host's answer is passed on, beside status and body. */
const PASSED_ON = ['content-disposition', 'retry-after'] as const;

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
  const calls = createOpenCalls(MOST_OPEN.calls);
  const exports = createOpenCalls(MOST_OPEN.logs);
  const find = async ({ tenantId, name }: AskedHost) =>
    (await present(tenantId)).find((host) => host.name === name) ?? null;

  return {
    list: async (tenantId) => (await present(tenantId)).map(shown),

    async guardian(asked, call) {
      const host = await find(asked);
      if (!host) return null;
      const isExport = call.path === LOGS;
      const sent = { ...call, adminToken: null };
      const answer = isExport
        ? await exports.take(asked.tenantId, () => ask(host, asked, sent, MOST_BYTES.logs))
        : await ask(host, asked, sent, MOST_BYTES.other);
      if (answer === null) return toResponse(tooMany());
      if (call.method !== 'GET') acted(host);
      if (typeof answer !== 'object') return toResponse(failed(answer, call, host));
      // A 401 would end the person's session, who has done nothing wrong.
      if (answer.status === 401) return toResponse(refused(answer, host));
      const file = isExport ? fileType(answer) : null;
      if (file !== null) return passOn(answer, file);
      return isOwn(readJson(answer), host.name)
        ? passOn(answer, JSON_TYPE)
        : toResponse(tell(502, 'host_unreadable', host));
    },

    async control(asked, call) {
      // Nobody may try admin tokens from anywhere.
      if (!asked) return toResponse(refuseAtGateway(401, 'Unauthorized'));
      const host = await find(asked);
      if (!host || host.controlUrl === null) return null;
      const answer = await ask({ ...host, url: host.controlUrl }, asked, call, MOST_BYTES.other);
      if (answer === null) return toResponse(tooMany());
      if (typeof answer !== 'object') return toResponse(failed(answer, call, host));
      return readJson(answer) ? passOn(answer, JSON_TYPE) : toResponse(tell(502, 'host_unreadable', host));
    },
  };

  /** Null when this person has too many calls under way at this host. What only reads takes no place from what acts. */
  function ask(host: HostRecord, { person }: AskedHost, call: HostCall, mostBytes: number) {
    const { method, path, body, requestId, adminToken } = call;
    const query = new URLSearchParams(call.query);
    query.delete('host');
    const answerMs = method === 'GET' ? times.readingMs : times.actionMs;
    const sent = { method, path, query: query.toString(), body, requestId, adminToken, answerMs, mostBytes };
    const key = [host.tenantId, host.name, person.id, method === 'GET'].join(' ');
    return calls.take(key, () => askGuardian(host, person, sent));
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

/** Null for what is no file. */
const fileType = ({ status, headers }: HostAnswer): string | null =>
  status === 200 ? (/^application\/(?:gzip|json)\b/.exec(headers['content-type'] ?? '')?.[0] ?? null) : null;

/** Null for what is no answer of this contract, such as a redirect or a page of something else. */
function readJson({ status, body }: HostAnswer): JsonObject | null {
  return status === 200 || (status >= 400 && status <= 599) ? parseObject(body.toString()) : null;
}

/** False when it is the status of another host. */
function isOwn(said: JsonObject | null, name: string): boolean {
  if (!said) return false;
  const { data } = said;
  return !(isObject(data) && 'mode' in data && 'host' in data && data['host'] !== name);
}

function passOn({ status, headers: received, body }: HostAnswer, type: string): Response {
  const headers = new Headers({ 'Content-Type': type });
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

const tooMany = (): Reply => refuseAtGateway(429, 'Rate limit exceeded', { 'Retry-After': '1' });

/** The host does not believe the statement. Clocks that differ are the one reason that can be seen from here. */
function refused(answer: HostAnswer, host: HostRecord): Reply {
  const ahead = clockAhead(answer, Date.now());
  return tell(502, 'host_refuses', host, ahead === null ? {} : { clock_ahead_seconds: ahead });
}

function tell(
  status: number,
  code: string,
  { name, lastSeenAt }: HostRecord,
  more: Record<string, number> = {},
): Reply {
  return refuse(status, code, {
    host: name,
    last_seen_at: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(),
    ...more,
  });
}
