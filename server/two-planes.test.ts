import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../core/audit/chain/chain';
import { ACME, readChain } from '../core/conformance/store-under-test';
import type { Store } from '../core/ports/store';
import { hashPassword } from './identity/passwords';
import { processesForTests } from './processes-for-tests';
import { openEmptyPostgres, clusterForTests } from './stores/postgres/postgres-for-tests';

const KEY = 'ksa_two_planes';
const ADA = { email: 'ada@acme.example', password: 'correct horse' };
/** The promise: no call is handed over later than this after a committed engage, in ms. */
const BOUND_MS = 5_000;
const SHORT_LEASE_MS = 1_000;
const FOR_LONG = { timeout: 30_000, interval: 50 };

const cluster = clusterForTests();
const { newFolder, start } = processesForTests();
let store: Store;
let planes: [Plane, Plane];
/** The last of them has a short lease. */
let gateways: { url: string; signal(name: NodeJS.Signals): void }[];

type Plane = (engage: boolean) => Promise<number>;

beforeAll(async () => {
  const opened = await openEmptyPostgres(cluster());
  store = opened.store;
  await store.addTenant(ACME);
  const passwordHash = await hashPassword(ADA.password);
  await store.transaction(ACME.id, async (tx) => {
    const row = { tenantId: ACME.id, role: 'ADMIN', active: true, createdAt: tx.now };
    await tx.savePerson({ ...row, id: randomUUID(), email: ADA.email, fullName: 'Ada', passwordHash });
    const agent = { tenantId: ACME.id, name: 'bot', keyHash: sha256Hex(KEY), revoked: false, host: null };
    await tx.saveAgent({ ...agent, id: randomUUID() });
  });
  const env = { DATABASE_URL: opened.url, DATA_DIR: newFolder(), PORT: '0' };
  const begin = async (script: string, more: Record<string, string> = {}) => {
    const running = start(script, [], { ...env, ...more });
    const port = await running.says(/"port":(\d+),[^\n]*"listening"/);
    return { origin: `http://127.0.0.1:${port}`, signal: running.signal };
  };
  // One after the other, because the first one may have to build the program.
  const first = await begin('serve.mjs');
  const [second, ...others] = await Promise.all([
    begin('serve.mjs'),
    begin('gateway.mjs', { GATEWAY_NAME: 'one' }),
    begin('gateway.mjs', { GATEWAY_NAME: 'two' }),
    begin('gateway.mjs', { GATEWAY_NAME: 'three', LEASE_MS: String(SHORT_LEASE_MS) }),
  ]);
  planes = [await signIn(first.origin), await signIn(second.origin)];
  gateways = others.map(({ origin, signal }) => ({ url: `${origin}/execute`, signal }));
  return opened.close;
}, 180_000);

/** Ada at one of the control planes. She toggles, and gets the moment at which the commit was acknowledged. */
async function signIn(origin: string): Promise<Plane> {
  const json = { 'X-Tenant-ID': ACME.id, 'Content-Type': 'application/json' };
  const granted = await fetch(`${origin}/auth/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(ADA),
  });
  const { data } = (await granted.json()) as { data: { access_token: string } };
  const headers = { ...json, Authorization: `Bearer ${data.access_token}` };
  return (engage) =>
    // A connection of before a restart may be cut: nothing was done then, and a person would press again.
    vi.waitFor(async () => {
      const { status } = await fetch(`${origin}/decision/kill-switch/${ACME.id}`, {
        method: engage ? 'POST' : 'DELETE',
        headers,
        body: JSON.stringify({ reason: 'a test', ...(engage ? { action: 'engage' } : {}) }),
      });
      expect(status).toBe(200);
      return performance.now();
    }, FOR_LONG);
}

describe('two control planes and three gateways, each a process, on one PostgreSQL', () => {
  it('hand over no call later than 5 s after a committed engage, whatever hangs or ends [AEGIS-03, AEGIS-04, AEGIS-61, AEGIS-62]', async () => {
    const [one, other] = planes;
    const calls = callAll();
    await everywhere(200);
    const engagedAt = await one(true);
    await everywhere(403);
    const confirmed = performance.now();
    await other(false);
    await everywhere(200);

    // The database hangs with the engage committed, perhaps before any gateway has heard of it.
    const hungAt = await other(true);
    cluster().pause();
    await passes(hungAt, BOUND_MS + 500);
    cluster().resume();
    await everywhere(403);
    const resumed = performance.now();
    await one(false);
    await everywhere(200);

    // A gateway hangs with a call in its hands, for longer than its lease, while somebody engages.
    const hung = gateways.at(-1);
    hung?.signal('SIGSTOP');
    const stoppedAt = performance.now();
    const missedAt = await one(true);
    await passes(stoppedAt, SHORT_LEASE_MS + 200);
    const goesOnAt = performance.now();
    hung?.signal('SIGCONT');
    await everywhere(403);
    const heard = performance.now();
    await other(false);
    await everywhere(200);

    // The database is shut down: every gateway refuses by itself, and comes back by itself.
    await cluster().shutDown();
    await everywhere(503);
    await cluster().startAgain();
    await everywhere(200);
    const lastAt = await one(true);
    await everywhere(403);

    const made = await calls.stop();
    const allowed = made.filter(({ status }) => status === 200);
    const late = allowed.filter(({ sent }) =>
      [
        [engagedAt, confirmed],
        [hungAt, resumed],
        [missedAt, heard],
        [lastAt, Infinity],
      ].some(([from = 0, until = 0]) => sent > from + BOUND_MS && sent < until),
    );
    expect(late).toEqual([]);
    const held = made.filter(
      ({ url, sent, answered }) => url === hung?.url && sent < goesOnAt && answered > goesOnAt,
    );
    expect(held.length).toBeGreaterThan(0);
    expect(held.filter(({ status }) => status === 200)).toEqual([]);
    expect(new Set(allowed.map(({ url }) => url)).size).toBe(gateways.length);
    const rows = (await readChain(store, ACME.id)).map(({ action }) => action.replace('kill_switch_', ''));
    const toggles = rows.filter((action) => action.endsWith('engaged'));
    const pairs = Array.from({ length: 3 }, () => ['engaged', 'disengaged']);
    expect(toggles).toEqual([...pairs.flat(), 'engaged']);
  });
});

/** Waits until so many ms have passed since a moment. */
async function passes(since: number, ms: number): Promise<void> {
  await vi.waitFor(() => expect(performance.now() - since).toBeGreaterThan(ms), FOR_LONG);
}

interface Made {
  url: string;
  sent: number;
  answered: number;
  status: number;
}

async function callOnce(url: string): Promise<Made> {
  const sent = performance.now();
  const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ tool: 'mail', arguments: {} });
  const { status } = await fetch(url, { method: 'POST', headers, body });
  return { url, sent, answered: performance.now(), status };
}

/** Calls every gateway again and again, one call at a time for each. */
function callAll() {
  const made: Made[] = [];
  const going = new AbortController();
  const callers = gateways.map(async ({ url }) => {
    while (!going.signal.aborted) {
      made.push(await callOnce(url));
      await new Promise((done) => setTimeout(done, 10));
    }
  });
  return {
    async stop() {
      going.abort();
      await Promise.all(callers);
      return made;
    },
  };
}

/** Waits until every gateway answers so. */
async function everywhere(status: number): Promise<void> {
  await vi.waitFor(async () => {
    const answers = await Promise.all(gateways.map(({ url }) => callOnce(url)));
    expect(answers.map((answer) => answer.status)).toEqual(gateways.map(() => status));
  }, FOR_LONG);
}
