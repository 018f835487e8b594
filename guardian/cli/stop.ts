import { join } from 'node:path';
import { readHolder } from '../home/lock';
import type { ProcessIdentity } from '../home/process-identity';
import { isAlive } from '../home/process-identity';
import type { HomePaths } from '../ports';
import { EXIT, Stopped } from './exit-codes';
import { waitForEnd } from './kill-process';
import type { Outcome } from './outcome';
import { reach, type Asking } from './reach';
import { refusalOf } from './refusals';

const ENDED_WITHIN_MS = 15_000;
/** A supervisor whose Guardian was told to stop ends by itself. */
const FOLLOWS_WITHIN_MS = 3_000;

/** Stops Core, the Guardian and its supervisor, and answers when all are gone. Throws `Stopped` when they are not. */
export async function stopAll(asking: Asking & { command: 'stop' }, reason: string): Promise<Outcome> {
  const reached = await reach(asking);
  let changed = reached.killed;
  try {
    if (reached.running) {
      const body = JSON.stringify({ reason });
      const reply = await reached.ask({ method: 'POST', path: '/local/stop', body });
      if (reply.status !== 200) throw refusalOf('stop', reply);
      if (reached.process) await untilGone('The Guardian', reached.process, ENDED_WITHIN_MS);
      changed = true;
    }
  } finally {
    await reached.close();
  }
  // It would start the Guardian again.
  if (await endSupervisor(asking.paths, changed && reached.running)) changed = true;
  const text = changed
    ? 'The Guardian has ended, and Core with it.'
    : 'No Guardian runs, so Core does not run.';
  return { code: EXIT.done, text, json: { changed } };
}

async function untilGone(name: string, process_: ProcessIdentity, withinMs: number): Promise<void> {
  if (await waitForEnd(process_, withinMs)) return;
  const words = `${name}, process ${process_.pid}, was told to end, and still runs. End it with kill -9 ${process_.pid}.`;
  throw new Stopped(EXIT.failed, words);
}

/** Whether there was one. `follows`: its Guardian was told to stop, so that it ends by itself. */
async function endSupervisor({ home }: HomePaths, follows: boolean): Promise<boolean> {
  const supervisor = await readHolder(join(home, 'supervisor.lock'));
  if (!supervisor || !(await isAlive(supervisor))) return false;
  if (follows && (await waitForEnd(supervisor, FOLLOWS_WITHIN_MS))) return true;
  process.kill(supervisor.pid, 'SIGTERM');
  await untilGone('The supervisor', supervisor, ENDED_WITHIN_MS);
  return true;
}
