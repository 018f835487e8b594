import { writeSync } from 'node:fs';
import { toggle } from '../../core/kill-switch/toggle';
import type { Transaction } from '../../core/ports/store';
import { openSqlite } from '../stores/sqlite/open-sqlite';

/** Moments of a toggle at which this process may kill itself. */
export const CRASH_POINTS = ['begun', 'row appended', 'switch saved', 'answer kept', 'committed'] as const;
type Point = (typeof CRASH_POINTS)[number] | 'none';

/**
 * Toggles until it is killed, as the control plane does, and prints each acknowledged toggle's number and epoch. Number n has
 * the request id `request-n`; the first is sent again with the id that the last process may have used.
 */
async function main(folder = '', tenantId = '', first = '1', point = 'none', rounds = '0') {
  const { store } = await openSqlite({ folder });
  const crashAt = (here: Point, n: number) => {
    // A request that the last process has carried out comes to no such moment again: then it is the next one.
    if (here === point && n >= Number(first) + Number(rounds)) process.kill(process.pid, 'SIGKILL');
  };
  for (let n = Number(first); ; n += 1) {
    const epoch = await store.transaction(tenantId, (tx) => {
      crashAt('begun', n);
      return once(
        tellOf(tx, (here) => crashAt(here, n)),
        `request-${n}`,
      );
    });
    crashAt('committed', n);
    writeSync(1, `${n} ${epoch}\n`);
  }
}

/** The same request is carried out once, however often it is sent. */
async function once(tx: Transaction, requestId: string): Promise<number> {
  const kept = await tx.keptAnswer('crash-test', requestId);
  if (kept) return Number(kept.body);
  const { engaged } = await tx.switchState();
  const order = {
    engage: !engaged,
    actor: { id: 'crash-test', email: null, name: null },
    reason: 'crash test',
    requestId,
    address: null,
    expectedEpoch: null,
    announce: true,
  };
  const { state } = await toggle(tx, order, () => `row of ${requestId}`);
  const answer = { fingerprint: 'same', status: 200, body: String(state.epoch), at: tx.now };
  await tx.keepAnswer('crash-test', requestId, answer);
  return state.epoch;
}

/** The same transaction, which tells when it has written something. */
function tellOf(tx: Transaction, tell: (here: Point) => void): Transaction {
  const { append, saveSwitch, keepAnswer } = tx;
  tx.append = async (record) => {
    await append.call(tx, record);
    tell('row appended');
  };
  tx.saveSwitch = async (state) => {
    await saveSwitch.call(tx, state);
    tell('switch saved');
  };
  tx.keepAnswer = async (person, request, answer) => {
    await keepAnswer.call(tx, person, request, answer);
    tell('answer kept');
  };
  return tx;
}

if (process.env['CRASHING_WRITER'] === 'run') await main(...process.argv.slice(2));
