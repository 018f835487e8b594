import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parseObject } from '../../core/text/json-object';
import { codeOf } from './durable';

/** A process, told apart from any other one that ever had or will have its number. */
export interface ProcessIdentity {
  pid: number;
  /** In clock ticks since the boot, as the system gives it; empty where it gives none. */
  start_time: string;
  /** Changes with each boot; empty where the system has none. */
  boot_id: string;
}

const Schema = v.looseObject({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  start_time: v.string(),
  boot_id: v.string(),
}) satisfies v.GenericSchema<unknown, ProcessIdentity>;

/** Null when no such process lives. */
export async function identityOf(pid: number): Promise<ProcessIdentity | null> {
  if (process.platform !== 'linux') return isThere(pid) ? { pid, start_time: '', boot_id: '' } : null;
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // The second member is the program's name in brackets, and may itself contain brackets and blanks.
    const members = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start_time] = [members[0], members[19] ?? ''];
    // A zombie has ended: its parent has not looked yet.
    return state === 'Z' || state === 'X' ? null : { pid, start_time, boot_id: boot.trim() };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return null;
    throw error;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Whether exactly this process still lives. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identityOf(identity.pid);
  return now !== null && now.start_time === identity.start_time && now.boot_id === identity.boot_id;
}

/** The identity in a file. Null when there is none. */
export function readIdentity(text: string): ProcessIdentity | null {
  const parsed = v.safeParse(Schema, parseObject(text));
  if (!parsed.success) return null;
  const { pid, start_time, boot_id } = parsed.output;
  return { pid, start_time, boot_id };
}
