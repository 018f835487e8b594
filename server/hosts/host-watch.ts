import { randomUUID } from 'node:crypto';
import { readNewest, readOutbox, serialOf } from '../../core/hosts/guardian-events';
import { isSilent } from '../../core/hosts/judge-host';
import { readHostStatus } from '../../core/hosts/read-status';
import { refusedCallsOf } from '../../core/hosts/refused-calls';
import { CONTROL_PLANE } from '../../core/hosts/statement';
import { knownUntil } from '../../core/hosts/rows-of-host';
import { startAgainAt, takeEvents } from '../../core/hosts/take-events';
import type { HostFacts, HostRecord } from '../../core/ports/hosts';
import type { Store } from '../../core/ports/store';
import { parseObject } from '../../core/text/json-object';
import { askGuardian } from './ask-guardian';
import { clockAhead } from './clocks';
import { createHearing, momentNow } from './hearing';
import { createHostLog, type HostTrouble } from './host-log';

const EVERY_MS = 2_000;
const ANSWER_MS = 3_000;
/** A page of a hundred events has room for their reasons; a status has none. Reading more would keep others waiting. */
const MOST_BYTES = { page: 1_024 * 1_024, status: 128 * 1_024 };
/** A host that was away has many events: so many pages of them are taken before others have their turn. */
const PAGES = 5;

const OUTBOX = '/guardian/outbox';
const SELF = { id: 'control-plane', email: 'control-plane', role: CONTROL_PLANE };

interface WatchOptions {
  store: Pick<Store, 'hosts' | 'heardOf' | 'transaction' | 'read'>;
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void };
  failed(error: unknown): void;
  everyMs?: number;
}

export interface HostWatch {
  /** Looks at this host as soon as it can, because somebody has just done something there. */
  lookAt(host: HostRecord): void;
  stop(): Promise<void>;
}

/**
 * Asks every host every 2 s, all of them at once, so that none waits for another. What they say of themselves goes into the
 * store, and their events into the audit chains of their tenants. Several control planes may do so side by side.
 */
export function startHostWatch({ store, log, failed, everyMs = EVERY_MS }: WatchOptions): HostWatch {
  const stopped = new AbortController();
  const { signal } = stopped;
  const looks = new Map<string, Promise<void>>();
  const again = new Set<string>();
  /** What each host was told last of refused calls. */
  const refused = new Map<string, string>();
  const hearing = createHearing(store, failed);
  const told = createHostLog(log);
  let timer: NodeJS.Timeout | undefined;
  let round = run();

  async function run(): Promise<void> {
    try {
      const hosts = await store.hosts();
      told.keepOnly(hosts.map(keyOf));
      for (const host of hosts) begin(host);
    } catch (error) {
      failed(error);
    }
    if (signal.aborted) return;
    timer = setTimeout(() => (round = run()), everyMs);
  }

  /** One look at a host at a time: a slow one is asked less often, and nobody waits for it. */
  function begin(host: HostRecord) {
    const key = keyOf(host);
    if (!signal.aborted && !looks.has(key)) looks.set(key, keepLooking(host, key));
  }

  async function keepLooking(host: HostRecord, key: string) {
    do {
      again.delete(key);
      await lookAt(host).catch(failed);
    } while (again.has(key) && !signal.aborted);
    looks.delete(key);
  }

  async function lookAt(host: HostRecord) {
    const asked = momentNow();
    const answer = await ask(host, '/guardian/status', '');
    if (signal.aborted) return;
    const facts = 'trouble' in answer ? null : readHostStatus(answer.data, host);
    if (!facts) {
      const trouble: HostTrouble = 'trouble' in answer ? answer.trouble : 'unreadable';
      return told.trouble(keyOf(host), host, trouble, isSilent);
    }
    const { believed, ...said }: HostFacts & { believed: boolean } = facts;
    told.heard(keyOf(host), host, said.mode, believed);
    const { tenantId, name, token } = host;
    hearing.add({ tenantId, name, token, ...said }, asked);
    await takeOutbox(host);
    if (said.mode !== 'NORMAL') await tellRefusedCalls(host);
  }

  /** The Guardian's log has the calls that were refused because of its host. It counts what it knows already once. */
  async function tellRefusedCalls(host: HostRecord) {
    const items = await store.read(host.tenantId, (reading) => refusedCallsOf(reading, host.name));
    const body = JSON.stringify({ items });
    if (items.length === 0 || refused.get(keyOf(host)) === body || signal.aborted) return;
    const answer = await ask(host, '/guardian/refused-calls', '', body);
    if ('data' in answer) refused.set(keyOf(host), body);
  }

  /** Asking for what comes after an event tells the Guardian that the event is in the tenant's log. */
  async function takeOutbox(host: HostRecord) {
    let after = host.lastEvent;
    for (let page = 0; page < PAGES && !signal.aborted; page += 1) {
      const read = await readPage(host, after);
      if (!read) return;
      const { events, newest } = read;
      if (newest !== null && serialOf(newest) < serialOf(after)) {
        if (page === 0) await goBack(host, newest);
        return;
      }
      const last = events.at(-1);
      if (!last) return;
      await takeEvents(store, host, events, randomUUID);
      after = last.id;
    }
  }

  async function readPage(host: HostRecord, after: string | null) {
    const answer = await ask(host, OUTBOX, after === null ? '' : `after=${after}`);
    if ('trouble' in answer || signal.aborted) return null;
    const events = readOutbox(answer.data, after);
    if (!events) told.trouble(keyOf(host), host, 'unreadable', isSilent);
    return events && { events, newest: readNewest(answer.data) };
  }

  /** The log was put back to an earlier time, and has gone on from there. Its events of since then are in no chain yet. */
  async function goBack(host: HostRecord, newest: string) {
    const until = await store.read(host.tenantId, (reading) => knownUntil(reading, host.name));
    let position: string | null = null;
    while (serialOf(position) < serialOf(newest)) {
      const read = await readPage(host, position);
      if (!read) return;
      const known = read.events.filter(({ timestamp }) => !(Date.parse(timestamp) > until));
      position = known.at(-1)?.id ?? position;
      if (known.length < read.events.length || known.length === 0) break;
    }
    if (!(await startAgainAt(store, host, { newest, position }, randomUUID()))) return;
    const { tenantId, name, lastEvent } = host;
    log.warn(
      { tenantId, host: name, lastEvent, newest },
      'the log of the Guardian was put back to an earlier time',
    );
  }

  async function ask(
    host: HostRecord,
    path: string,
    query: string,
    body = '',
  ): Promise<{ data: unknown } | { trouble: HostTrouble }> {
    const method = body === '' ? 'GET' : 'POST';
    const call = { method, path, query, body, requestId: randomUUID() };
    const answer = await askGuardian(host, SELF, {
      ...call,
      answerMs: ANSWER_MS,
      mostBytes: path === OUTBOX ? MOST_BYTES.page : MOST_BYTES.status,
      signal,
    });
    if (typeof answer !== 'object') return { trouble: answer === 'unreadable' ? answer : 'silent' };
    if (answer.status === 401 || answer.status === 403) {
      return { trouble: clockAhead(answer, Date.now()) === null ? 'refuses' : 'clock' };
    }
    const said = answer.status === 200 ? parseObject(answer.body.toString()) : null;
    return said ? { data: said['data'] } : { trouble: 'unreadable' };
  }

  return {
    lookAt(host) {
      const key = keyOf(host);
      if (looks.has(key)) again.add(key);
      else begin(host);
    },
    async stop() {
      stopped.abort();
      clearTimeout(timer);
      await round;
      await Promise.all(looks.values());
      await hearing.stop();
    },
  };
}

/** A host that was added again is another one. */
const keyOf = ({ tenantId, name, token }: HostRecord): string => `${tenantId} ${name} ${token}`;
