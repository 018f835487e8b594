import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessIdentity } from '../home/process-identity';
import { accountName } from './account';
import { EXIT, Stopped } from './exit-codes';
import { findGuardian } from './find-guardian';
import { waitForEnd } from './kill-process';
import type { Outcome } from './outcome';
import { reach, type Asking } from './reach';
import { refusalOf } from './refusals';

const ENDED_WITHIN_MS = 15_000;
/** A supervisor has started a killed Guardian again by then. */
const BACK_WITHIN_MS = 3_000;
const LOOK_AGAIN_MS = 50;

/** Stops Core and the Guardian, and answers when both are gone. Throws `Stopped` when they are not. */
export async function stopAll(asking: Asking & { command: 'stop' }, reason: string): Promise<Outcome> {
  const reached = await reach(asking);
  try {
    if (reached.running) {
      const reply = await reached.ask({
        method: 'POST',
        path: '/local/stop',
        body: JSON.stringify({ reason }),
      });
      if (reply.status !== 200) throw refusalOf('stop', reply);
      if (reached.process) await untilGone(reached.process);
      return { code: EXIT.done, text: 'The Guardian has ended, and Core with it.', json: { changed: true } };
    }
  } finally {
    await reached.close();
  }
  if (!reached.killed) {
    return { code: EXIT.done, text: 'No Guardian runs, so Core does not run.', json: { changed: false } };
  }
  if (await comesBack(asking.paths.adminSocket)) return stopAll(asking, reason);
  const text = 'The Guardian hung and was killed, and Core with it.';
  return { code: EXIT.done, text, json: { changed: true } };
}

async function untilGone(guardian: ProcessIdentity): Promise<void> {
  if (await waitForEnd(guardian, ENDED_WITHIN_MS)) return;
  const words = `The Guardian, process ${guardian.pid}, said that it ends, and still runs. End it with kill -9.`;
  throw new Stopped(EXIT.failed, words);
}

async function comesBack(socket: string): Promise<boolean> {
  const deadline = performance.now() + BACK_WITHIN_MS;
  while (performance.now() < deadline) {
    if ((await findGuardian(socket, accountName())).state !== 'none') return true;
    await wait(LOOK_AGAIN_MS);
  }
  return false;
}
