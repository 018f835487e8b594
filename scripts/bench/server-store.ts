// Measures the store and the rules in one process; scripts/bench/server.mjs builds it and runs it with a folder.
import { randomUUID } from 'node:crypto';
import { createChainCheck } from '../../core/audit/chain/chain';
import { toggle } from '../../core/kill-switch/toggle';
import { openSqlite } from '../../server/stores/sqlite/open-sqlite';

const TENANT = { id: '5a3b1c0e-2d4f-4a6b-8c9d-0e1f2a3b4c5d', name: 'bench', displayName: 'Bench' };
const ROWS_VERIFIED = 100_000;
const ROWS_IN_HISTORY = 1_000_000;
const ROWS_AT_ONCE = 1_000;
const ACTOR = { id: randomUUID(), email: 'ada.admin@acme.example', name: 'Ada Admin' };

const [folder = ''] = process.argv.slice(2);
const { store } = await openSqlite({ folder });
await store.addTenant(TENANT);

const order = (engage: boolean) => ({
  engage,
  actor: ACTOR,
  reason: 'Measured',
  requestId: randomUUID(),
  address: null,
  expectedEpoch: null,
  announce: false,
});

/** Toggles that are durable one by one, for three seconds. */
async function togglesASecond(): Promise<number> {
  const until = performance.now() + 3_000;
  let count = 0;
  while (performance.now() < until) {
    const { epoch } = await store.read(TENANT.id, (reading) => reading.switchState());
    await store.transaction(TENANT.id, (tx) => toggle(tx, order(epoch % 2 === 0), randomUUID));
    count += 1;
  }
  return count / 3;
}

/** Rows as toggles leave them, many in one transaction. */
async function fillTo(rows: number): Promise<void> {
  let seq = (await store.read(TENANT.id, (reading) => reading.head()))?.seq ?? 0;
  while (seq < rows) {
    const count = Math.min(ROWS_AT_ONCE, rows - seq);
    await store.transaction(TENANT.id, async (tx) => {
      for (let index = 0; index < count; index += 1) {
        const { engaged } = await tx.switchState();
        await toggle(tx, order(!engaged), randomUUID);
      }
    });
    seq += count;
  }
}

async function verify(): Promise<{ ms: number; megabytes: number }> {
  const start = performance.now();
  const check = createChainCheck(TENANT.id);
  let seq = 0;
  let most = 0;
  while (seq < ROWS_VERIFIED) {
    const page = await store.read(TENANT.id, (reading) => reading.auditAfter(seq, ROWS_AT_ONCE));
    for (const record of page) check.add(record);
    seq += page.length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  if (check.counts().violations > 0) throw new Error('The chain is broken.');
  return { ms: performance.now() - start, megabytes: most / 2 ** 20 };
}

/** The slowest of some pages: the first, one in the middle, and the last. */
async function slowestPage(): Promise<number> {
  let slowest = 0;
  for (const offset of [0, ROWS_IN_HISTORY / 4, ROWS_IN_HISTORY / 2 - 50]) {
    const start = performance.now();
    const query = { action: 'kill_switch_engaged', limit: 50, offset };
    const { records } = await store.read(TENANT.id, (reading) => reading.auditPage(query));
    if (records.length !== 50) throw new Error('The page is not full.');
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}

const toggles = await togglesASecond();
await fillTo(ROWS_VERIFIED);
const verified = await verify();
await fillTo(ROWS_IN_HISTORY);
await slowestPage();
const page = await slowestPage();
await store.close();
process.stdout.write(`${JSON.stringify({ toggles, verified, page })}\n`);
