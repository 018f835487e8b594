import { readdirSync, readFileSync } from 'node:fs';

/** One row of this host's process table. */
export interface Process {
  pid: number;
  parent: number;
  /** Its process group. */
  group: number;
  /** `Z` is one that has ended and that its parent has not noticed yet. */
  state: string;
  /** Clock ticks since the host started: with the pid, it tells a process from a later one with the same pid. */
  startTime: string;
}

/** Null when there is no such process. */
export function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets is the program's own choice and may contain brackets and spaces.
    const [state = '', parent = '', group = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(parent), group: Number(group), state, startTime: rest[16] ?? '' };
  } catch {
    return null;
  }
}

/** Every process of this host that runs. */
export function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((process) => process !== null)
    .filter(({ state }) => state !== 'Z' && state !== 'X');
}
