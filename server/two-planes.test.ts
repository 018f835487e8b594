import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../core/audit/chain/chain';
import { ACME, readChain } from '../core/conformance/store-under-test';
import { toggle } from '../core/kill-switch/toggle';
import type { Beats, Store } from '../core/ports/store';
import { createGateway, type Gateway } from './gateway/create-gateway';
import { openEmptyPostgres, clusterForTests } from './stores/postgres/postgres-for-tests';
import { openPostgres } from './stores/postgres/open-postgres';

const KEY = 'ksa_two_planes';
/** The promise: no call is handed over later than this after a committed engage, in ms. */
const BOUND_MS = 5_000;

const cluster = clusterForTests();
const gateways: { gateway: Gateway; server: Server; url: string; beats: Beats }[] = [];
const closing: (() => Promise<unknown>)[] = [];
let planes: [Store, Store];

beforeAll(async () => {
  const first = await openEmptyPostgres(cluster());
  const second = await openPostgres({ url: first.url });
  planes = [first.store, second.store];
  closing.push(first.close, () => second.store.close());
  await first.store.addTenant(ACME);
  await first.store.transaction(ACME.id, (tx) =>
    tx.saveAgent({
      id: randomUUID(),
      tenantId: ACME.id,
      name: 'bot',
      keyHash: sha256Hex(KEY),
      revoked: false,
      host: null,
    }),
  );
  for (const [index, open] of [first, second, second].entries()) {
    const beats = await open.openBeats();
    const log = { info: () => {}, warn: () => {} };
    const gateway = createGateway({
      beats,
      name: `gateway-${index}`,
      leaseMs: 4_000,
      upstream: null,
      upstreamSecret: null,
      agentRate: null,
      log,
    });
    const server = createServer((request, response) => gateway.handle(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/execute`;
    gateways.push({ gateway, server, url, beats });
  }
}, 180_000);

afterAll(async () => {
  for (const { gateway, server, beats } of gateways) {
    await gateway.stop();
    await beats.close();
    server.closeAllConnections();
    server.close();
  }
  for (const close of closing) await close();
}, 60_000);

describe('two control planes and three gateways on one PostgreSQL', () => {
  it('hand over no call later than 5 s after a committed engage, whatever the database does [AEGIS-03, AEGIS-04, AEGIS-61, AEGIS-62]', async () => {
    const [one, other] = planes;
    const calls = callAll();
    await everywhere(200);

    const engagedAt = await press(one, true);
    await everywhere(403);
    const confirmed = performance.now();
    await press(other, false);
    await everywhere(200);

    // The database hangs with the engage committed, perhaps before any gateway has heard of it.
    const hungAt = await press(other, true);
    cluster().pause();
    await vi.waitFor(() => expect(performance.now() - hungAt).toBeGreaterThan(BOUND_MS + 500), FOR_LONG);
    cluster().resume();
    await everywhere(403);
    const resumed = performance.now();
    await press(one, false);
    await everywhere(200);

    // It is shut down: every gateway refuses by itself, and comes back by itself.
    await cluster().shutDown();
    await everywhere(503);
    await cluster().startAgain();
    await everywhere(200);
    const lastAt = await press(one, true);
    await everywhere(403);

    const made = await calls.stop();
    const allowed = made.filter(({ status }) => status === 200);
    const late = allowed.filter(({ sent }) =>
      [
        [engagedAt, confirmed],
        [hungAt, resumed],
        [lastAt, Infinity],
      ].some(([from = 0, until = 0]) => sent > from + BOUND_MS && sent < until),
    );
    expect(late).toEqual([]);
    expect(allowed.length).toBeGreaterThan(0);
    const rows = await readChain(other, ACME.id);
    expect(rows.map(({ action }) => action.replace('kill_switch_', ''))).toEqual([
      'engaged',
      'disengaged',
      'engaged',
      'disengaged',
      'engaged',
    ]);
  });
});

const FOR_LONG = { timeout: 30_000, interval: 50 };

/** Toggles by the rules, and returns when the commit was acknowledged. */
async function press(store: Store, engage: boolean): Promise<number> {
  const order = {
    engage,
    actor: { id: 'ada', email: null, name: null },
    reason: 'a test',
    requestId: randomUUID(),
    address: null,
    expectedEpoch: null,
    announce: false,
  };
  // A connection of before the restart may be cut: nothing was done, and a person would press again.
  const { kind } = await vi.waitFor(
    () => store.transaction(ACME.id, (tx) => toggle(tx, order, randomUUID)),
    FOR_LONG,
  );
  expect(kind).toBe('changed');
  return performance.now();
}

async function callOnce(url: string): Promise<{ sent: number; status: number }> {
  const sent = performance.now();
  const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ tool: 'mail', arguments: {} });
  const { status } = await fetch(url, { method: 'POST', headers, body });
  return { sent, status };
}

/** Calls every gateway again and again, one call at a time for each. */
function callAll() {
  const made: { sent: number; status: number }[] = [];
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
