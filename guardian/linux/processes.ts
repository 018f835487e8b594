import { listProcesses, readProcess, type Process } from './process-table';

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
