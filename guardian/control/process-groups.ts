import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes of these groups that have not ended, as /proc lists them, without zombies. Where there is no /proc: the leaders
 * that still take a signal.
 */
export function livingIn(groups: readonly number[]): number[] {
  if (groups.length === 0) return [];
  if (process.platform !== 'linux') return groups.filter(takesSignals);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const stat = readStat(pid);
    return stat !== null && groups.includes(stat.group) && !'ZX'.includes(stat.state);
  });
}

/** When a process started, in ticks since this host did, which with its id names it for good. Null where that is not known. */
export const startTicksOf = (pid: number): number | null => readStat(pid)?.ticks ?? null;

/** The state's letter, the process group, and the ticks of the start; null when the process is gone. */
function readStat(pid: number): { state: string; group: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets, and may contain anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', group: Number(fields[2]), ticks: Number(fields[19]) };
  } catch {
    return null;
  }
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
