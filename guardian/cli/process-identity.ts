import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** One process of one boot: a pid alone may belong to another process later. */
export interface ProcessIdentity {
  pid: number;
  /** As /proc shows it: ticks since the boot. */
  start_time: string;
  boot_id: string;
}

const LOOK_AGAIN_MS = 20;

/** The process with this id, as it is now. Null when there is none, or when it is dead and only waits to be noticed. */
export function identityOf(pid: number): ProcessIdentity | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets, which may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTime] = [fields[0], fields[19]];
    if (state === undefined || startTime === undefined || /[ZX]/.test(state)) return null;
    return { pid, start_time: startTime, boot_id: boot };
  } catch {
    return null;
  }
}

/** Whether this very process is still there. */
export function isThere({ pid, start_time, boot_id }: ProcessIdentity): boolean {
  const found = identityOf(pid);
  return found?.start_time === start_time && found.boot_id === boot_id;
}

/**
 * Sends SIGKILL to this process, and resolves when it is gone: true, or false when it is still there after `withinMs`. A
 * process with the same id that is another one is left alone, and counts as gone.
 */
export async function killProcess(process_: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  if (!isThere(process_)) return true;
  process.kill(process_.pid, 'SIGKILL');
  while (isThere(process_)) {
    if (performance.now() > deadline) return false;
    await wait(LOOK_AGAIN_MS);
  }
  return true;
}
