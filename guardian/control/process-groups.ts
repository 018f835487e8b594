import { listProcesses, readProcess } from '../linux/process-table';

/** The process group of a service. */
export interface Group {
  /** Also the id of its first process. */
  id: number;
  /** When the first process started, which tells it from a later one with the same id. Empty where that is not known. */
  startTime: string;
}

export const groupOf = (pid: number): Group => ({ id: pid, startTime: readProcess(pid)?.startTime ?? '' });

/**
 * The processes of these groups that have not ended, as /proc lists them. Where there is no /proc: the first ones that still
 * take a signal. While a group has members, no other process gets its id: so one without its first process is still the same.
 */
export function livingIn(groups: readonly Group[]): number[] {
  if (process.platform !== 'linux') return groups.map(({ id }) => id).filter(takesSignals);
  const ours = groups.filter(({ id, startTime }) => (readProcess(id)?.startTime ?? startTime) === startTime);
  if (ours.length === 0) return [];
  const ids = new Set(ours.map(({ id }) => id));
  return listProcesses().flatMap(({ pid, group }) => (ids.has(group) ? [pid] : []));
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
