import { readdirSync, readFileSync } from 'node:fs';

/** One row of this host's process table. */
export interface Process {
  pid: number;
  parent: number;
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
    const [state = '', parent = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(parent), state, startTime: rest[17] ?? '' };
  } catch {
    return null;
  }
}

/** Every process of this host that runs. */
function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((process) => process !== null)
    .filter(({ state }) => state !== 'Z');
}

let recent: { at: number; processes: Process[] } | null = null;

/** The same, read once for everybody who asks within so many ms: with many processes and many who ask, reading takes long. */
export function recentProcesses(milliseconds: number): Process[] {
  const now = performance.now();
  if (!recent || now - recent.at > milliseconds) recent = { at: now, processes: listProcesses() };
  return recent.processes;
}

/** The processes below these, children before grandchildren. */
export function descendantsOf(pids: readonly number[], all = listProcesses()): Process[] {
  const found: Process[] = [];
  let parents = new Set(pids);
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return found;
}

export function isRunning({ pid, startTime }: Process): boolean {
  const now = readProcess(pid);
  return now !== null && now.state !== 'Z' && now.startTime === startTime;
}

/** Sends SIGKILL, unless it has ended meanwhile. */
export function killProcess(process_: Process): void {
  try {
    if (isRunning(process_)) process.kill(process_.pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal.
  }
}
