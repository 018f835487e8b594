import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isMainThread } from 'node:worker_threads';
import { wordsOf } from '../../core/text/words-of';
import type { Containment, CoreRunner } from '../ports';
import { makeCgroup } from './cgroup';
import { holdCommand, type CoreUser, type Hold, type Rights } from './containment';
import { coreUser } from './core-user';
import { coreEnvironment, startHeld } from './start-held';

export interface LinuxOptions {
  /** The Guardian's home: every process of Core has it as `EXACTA_CORE` in its environment. */
  home: string;
  /** The folder that Core sees, read-only, as /project. */
  project?: string;
  /** Who Core is where the Guardian is root: `exacta-core`, or a number of its own. */
  user?: CoreUser;
  /** How many processes and threads Core may have in all. */
  processes?: number;
  /** Core's command. Its folder is /core for it. */
  command?: string[];
}

const PROCESSES = 256;
const PROBE_MS = 10_000;

/** Finds out how Core can be held here, by holding a command that does nothing. */
export async function createLinuxRunner(options: LinuxOptions): Promise<CoreRunner> {
  const { home, project = null, processes = PROCESSES } = options;
  const isRoot = process.geteuid?.() === 0;
  const rights: Rights = isRoot ? { kind: 'root', user: options.user ?? coreUser() } : { kind: 'user' };
  const { containment, reason } = await probe({
    rights,
    cgroup: null,
    folder: '/usr',
    project: null,
    processes,
  });
  const command = options.command ?? [process.execPath, '/core/core.mjs'];
  return {
    containment,
    reason,
    async start(folder, handle) {
      if (containment === 'none') throw new Error(reason ?? 'Core cannot be held on this host.');
      // The signal that ends Core with the Guardian is sent when the *thread* that started it ends.
      if (!isMainThread) throw new Error('Core can only be started from the main thread.');
      const cgroup = containment === 'pidns+cgroup' ? makeCgroup(processes) : null;
      const hold: Hold = { rights, cgroup: cgroup?.folder ?? null, folder, project, processes };
      return startHeld({ hold, cgroup, home, command }, handle);
    },
  };
}

type Finding = { containment: Containment; reason: string | null };

async function probe(hold: Hold): Promise<Finding> {
  const isRoot = hold.rights.kind === 'root';
  const cgroup = isRoot ? makeCgroup(hold.processes) : null;
  if (cgroup) {
    const failure = await tryToHold({ ...hold, cgroup: cgroup.folder });
    cgroup.remove();
    if (failure === null) return { containment: 'pidns+cgroup', reason: null };
  }
  const failure = await tryToHold(hold);
  if (failure === null) return { containment: isRoot ? 'pidns' : 'userns', reason: null };
  const what = isRoot ? 'namespaces' : 'user namespaces';
  return { containment: 'none', reason: `This host gives the Guardian no ${what}: ${failure}` };
}

/** Null when it can be done, else why not. */
async function tryToHold(hold: Hold): Promise<string | null> {
  const [file = '', ...args] = holdCommand(hold, process.execPath, ['true']);
  const child = spawn(file, args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: coreEnvironment(''),
    timeout: PROBE_MS,
    killSignal: 'SIGKILL',
  });
  const gate = child.stdio[3];
  if (!gate || !('write' in gate)) return 'no pipe';
  gate.on('error', () => {});
  gate.write('go\n');
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-500)));
  try {
    const [code, signal]: (number | string | null)[] = await once(child, 'close');
    if (code === 0) return null;
    return said.trim().split('\n')[0] || `it ended with ${signal ?? code}`;
  } catch (error) {
    return wordsOf(error);
  }
}
