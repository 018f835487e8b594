import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { readProcess } from './process-table';

/** A cgroup v2 that holds Core, in addition to its process namespace. */
export interface Cgroup {
  readonly folder: string;
  /** Ends every process in it. */
  kill(): void;
  isEmpty(): boolean;
  /** Does nothing while a process is in it. */
  remove(): void;
}

const PREFIX = 'exacta-core-';
/** With systemd's `DelegateSubgroup=guardian`, the folder above this one is ours to give out. */
const SUBGROUP = 'guardian';

/** The folder of our own cgroup v2, from the texts of `/proc/self/mountinfo` and `/proc/self/cgroup`. Null without one. */
export function ownCgroup(mountinfo: string, membership: string): string | null {
  const mounts = mountinfo.split('\n').map((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , root = '', point = ''] = left.split(' ');
    return { type: right.split(' ')[0], root, point };
  });
  const mount = mounts.find(({ type }) => type === 'cgroup2');
  const path = /^0::(\/.*)$/m.exec(membership)?.[1];
  if (!mount || path === undefined) return null;
  const below = relative(mount.root, path);
  return below.startsWith('..') ? null : join(mount.point, below);
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // The cgroup is an addition: Core's process namespace holds without it.
  }
}

let made = 0;

/** Makes a cgroup below our own, with at most so many processes. Null where that is not possible. */
export function makeCgroup(processes: number): Cgroup | null {
  try {
    const read = (name: string) => readFileSync(`/proc/self/${name}`, 'utf8');
    const own = ownCgroup(read('mountinfo'), read('cgroup'));
    if (own === null) return null;
    const parent = basename(own) === SUBGROUP ? dirname(own) : own;
    // Only there: with a controller for its children, a cgroup that has processes of its own would take no children at all.
    if (parent !== own) attempt(() => writeFileSync(join(parent, 'cgroup.subtree_control'), '+pids'));
    removeLeftovers(parent);
    const folder = join(parent, `${PREFIX}${process.pid}-${++made}`);
    mkdirSync(folder);
    if (!readdirSync(folder).includes('cgroup.kill')) {
      rmdirSync(folder);
      return null;
    }
    attempt(() => writeFileSync(join(folder, 'pids.max'), `${processes}`, { flag: 'r+' }));
    return openCgroup(folder);
  } catch {
    return null;
  }
}

/** A Guardian that was ended by force could not remove its own. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const maker = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (maker && !readProcess(Number(maker))) attempt(() => rmdirSync(join(parent, name)));
  }
}

function openCgroup(folder: string): Cgroup {
  return {
    folder,
    kill: () => attempt(() => writeFileSync(join(folder, 'cgroup.kill'), '1', { flag: 'r+' })),
    isEmpty() {
      try {
        return /^populated 0$/m.test(readFileSync(join(folder, 'cgroup.events'), 'utf8'));
      } catch {
        return true;
      }
    },
    remove: () => attempt(() => rmdirSync(folder)),
  };
}
