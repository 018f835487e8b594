// Measures the store and the rules in one process; scripts/bench/server.mjs builds it and runs it with a folder. With the word
// `fill`, it only makes a long history for the first tenant of the folder.
import { randomUUID } from 'node:crypto';
import { verifyChain } from '../../core/audit/chain/verify-chain';
import { toggle } from '../../core/kill-switch/toggle';
import { nodeSha256 } from '../../server/sha256';
import { openSqlite } from '../../server/stores/sqlite/open-sqlite';

const ROWS_VERIFIED = 100_000;
const ROWS_IN_HISTORY = 1_000_000;
const ROWS_AT_ONCE = 1_000;
const ACTOR = { id: randomUUID(), email: 'ada.admin@acme.example', name: 'Ada Admin' };

const [folder = '', what = ''] = process.argv.slice(2);
const { store } = await openSqlite({ folder });
const tenant = await existingTenant();

async function existingTenant() {
  const [first] = await store.tenants();
  if (first) return first;
  const bench = { id: '5a3b1c0e-2d4f-4a6b-8c9d-0e1f2a3b4c5d', name: 'bench', displayName: 'Bench' };
  await store.addTenant(bench);
  return bench;
}

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
    const { epoch } = await store.read(tenant.id, (reading) => reading.switchState());
    await store.transaction(tenant.id, (tx) => toggle(tx, order(epoch % 2 === 0), randomUUID));
    count += 1;
  }
  return count / 3;
}

/** Rows as toggles leave them, many in one transaction. */
async function fillTo(rows: number): Promise<void> {
  let seq = (await store.read(tenant.id, (reading) => reading.head()))?.seq ?? 0;
  while (seq < rows) {
    const count = Math.min(ROWS_AT_ONCE, rows - seq);
    await store.transaction(tenant.id, async (tx) => {
      for (let index = 0; index < count; index += 1) {
        const { engaged } = await tx.switchState();
        await toggle(tx, order(!engaged), randomUUID);
      }
    });
    seq += count;
  }
}

/** As the API verifies it. The memory is that of the whole process, looked at every 20 ms. */
async function verify(): Promise<{ ms: number; cpuMs: number; megabytes: number }> {
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const start = performance.now();
  const before = process.cpuUsage();
  const { valid, processed_count: rows } = await verifyChain(store, tenant.id, nodeSha256);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  clearInterval(looking);
  if (!valid || rows !== ROWS_VERIFIED) throw new Error('The chain is broken.');
  return { ms, cpuMs: (user + system) / 1_000, megabytes: most / 2 ** 20 };
}

/** The slowest of some pages: the first, one in the middle, and the last. */
async function slowestPage(): Promise<number> {
  let slowest = 0;
  for (const offset of [0, ROWS_IN_HISTORY / 4, ROWS_IN_HISTORY / 2 - 50]) {
    const start = performance.now();
    const query = { action: 'kill_switch_engaged', limit: 50, offset };
    const { records } = await store.read(tenant.id, (reading) => reading.auditPage(query));
    if (records.length !== 50) throw new Error('The page is not full.');
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}

if (what === 'fill') {
  await fillTo(ROWS_VERIFIED);
} else {
  const toggles = await togglesASecond();
  await fillTo(ROWS_VERIFIED);
  const verified = await verify();
  await fillTo(ROWS_IN_HISTORY);
  await slowestPage();
  const page = await slowestPage();
  process.stdout.write(`${JSON.stringify({ toggles, verified, page })}\n`);
}
await store.close();
