import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from '../home/process-identity';

const LOOK_AGAIN_MS = 20;

/** Resolves when exactly this process is gone: true, or false when it is still there after `withinMs`. */
export async function waitForEnd(process_: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (await isAlive(process_)) {
    if (performance.now() > deadline) return false;
    await wait(LOOK_AGAIN_MS);
  }
  return true;
}

/**
 * Sends SIGKILL to this process, and resolves when it is gone: true, or false when it is still there after `withinMs`. A
 * process with the same id that is another one is left alone, and this one then counts as gone.
 */
export async function killProcess(process_: ProcessIdentity, withinMs: number): Promise<boolean> {
  if (!(await isAlive(process_))) return true;
  process.kill(process_.pid, 'SIGKILL');
  return waitForEnd(process_, withinMs);
}
