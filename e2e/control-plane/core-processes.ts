import { readdirSync, readFileSync } from 'node:fs';

/** A process as the kernel shows it. Its number may be given to another one later, its start not. */
interface Process {
  pid: number;
  parent: number;
  started: string;
  command: string;
}

/** Null when it has ended, or is a zombie, which runs no more. */
function readProcess(pid: string): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program is in brackets, and may hold anything.
    const [state, parent, ...more] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid: Number(pid), parent: Number(parent), started: more[17] ?? '', command };
  } catch {
    return null;
  }
}

const all = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(pid) ?? []);

/** Everything that this process has started, and what they have started. For a Guardian, that is Core. */
export function startedBy(pid: number): Process[] {
  const processes = all();
  const found: Process[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    const children = processes.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map((child) => child.pid);
  }
  return found;
}

/** Those of them that run still. */
export const stillRunning = (processes: readonly Process[]): Process[] =>
  processes.filter(({ pid, started }) => readProcess(String(pid))?.started === started);
