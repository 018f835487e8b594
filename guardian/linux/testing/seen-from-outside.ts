import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What the tests see of Core's processes. They ask the kernel themselves, in other ways than the Guardian does. */

const pids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

function readOf<T>(pid: string | number, read: (folder: string) => T): T | null {
  try {
    return read(`/proc/${pid}`);
  } catch {
    return null;
  }
}

export const statusOf = (pid: string | number): string =>
  readOf(pid, (folder) => readFileSync(`${folder}/status`, 'utf8')) ?? '';

const hasEnded = (pid: string) => /^State:\s+[ZX]/m.test(statusOf(pid)) || statusOf(pid) === '';

/** The kernel's name of a process's process namespace, such as `pid:[4026532291]`. */
export const namespaceOf = (pid: string | number): string =>
  readOf(pid, (folder) => readlinkSync(`${folder}/ns/pid`)) ?? 'none';

/** How many processes run in this process namespace. */
export const countIn = (namespace: string): number =>
  pids().filter((pid) => namespaceOf(pid) === namespace && !hasEnded(pid)).length;

/** The processes of this host that have these words in their command line. */
export function pidsWith(words: string): string[] {
  const commandOf = (pid: string) =>
    readOf(pid, (folder) => readFileSync(`${folder}/cmdline`, 'utf8').replaceAll('\0', ' ')) ?? '';
  return pids().filter((pid) => pid !== String(process.pid) && commandOf(pid).includes(words));
}

/** How many there are. */
export const countWith = (words: string): number => pidsWith(words).length;
