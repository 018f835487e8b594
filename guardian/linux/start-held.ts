import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { HELLO, servePipe } from '../core-process/serve-pipe';
import type { BrokerHandle, InsideCore, RunningCore } from '../ports';
import type { Cgroup } from './cgroup';
import { holdCommand, type Hold } from './containment';
import { coverLeakedFiles } from './leaked-files';
import type { Process } from './process-table';
import { descendantsOf, isRunning, killProcess } from './processes';
import { runInside } from './run-inside';

export interface Start {
  hold: Hold;
  cgroup: Cgroup | null;
  home: string;
  command: string[];
}

const READY_MS = 10_000;
const LOOK_AGAIN_MS = 5;
/** For what Core had sent when it was ended: everything is in memory already. */
const DRAIN_MS = 500;
/** The end of what Core wrote to its standard error is told when it does not start. */
const KEPT_ERRORS = 2_000;

/** Nothing of the Guardian's environment reaches Core. */
export const coreEnvironment = (home: string): NodeJS.ProcessEnv => {
  return { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/tmp', EXACTA_CORE: home };
};

function spawnHeld({ hold, home, command }: Start): { child: ChildProcess; pipe: Duplex } {
  const [file = '', ...args] = holdCommand(hold, process.execPath, command);
  const child = spawn(file, args, {
    cwd: '/',
    env: coreEnvironment(home),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', ...coverLeakedFiles()],
    // Not in the terminal's group: Ctrl+C is for the Guardian, which ends Core.
    detached: true,
  });
  // Node gives a socket for each 'pipe' beyond the third; its types know only streams.
  return { child, pipe: child.stdio[3] as Duplex };
}

/** Starts Core in its namespaces, and resolves when it can be ended. Rejects, with nothing left, when it cannot be held. */
export async function startHeld(start: Start, handle: BrokerHandle): Promise<RunningCore> {
  const { hold, cgroup } = start;
  const { child, pipe } = spawnHeld(start);
  let stopping = false;
  let held: Held | null = null;
  const running = new Set<number>();

  const inside: InsideCore = {
    get stopping() {
      return stopping;
    },
    async runCommand(command, limits) {
      if (stopping || !held) throw new Error('Core is being ended.');
      return runInside({
        hold,
        env: coreEnvironment(start.home),
        pid: held.core.pid,
        command,
        limits,
        running,
      });
    },
  };
  const served = servePipe(pipe, handle, inside);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    // `unshare` does not always end by the signal that ended its child.
    child.once('exit', (code, signal) => {
      resolve(stopping ? { code: null, signal: 'SIGKILL' } : { code, signal });
    });
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-KEPT_ERRORS);
  });

  const below = () => (child.pid === undefined ? [] : descendantsOf([child.pid]));

  /** With the first process of a namespace, the kernel ends all others in it, and those of namespaces within, and waits. */
  function killNow() {
    stopping = true;
    served.stop();
    if (held) killProcess(held.first);
    cgroup?.kill();
    if (held) return;
    for (const each of below()) killProcess(each);
    child.kill('SIGKILL');
  }

  const isLeft = () => (held !== null && isRunning(held.first)) || cgroup?.isEmpty() === false;

  async function gone() {
    await ended;
    while (isLeft()) await wait(LOOK_AGAIN_MS);
  }

  async function kill() {
    killNow();
    await gone();
    cgroup?.remove();
    await Promise.race([served.ended, wait(DRAIN_MS, null, { ref: false })]);
  }

  /** When Core ends by itself, the kernel ends the rest of its namespace, and with it what runs there for its requests. */
  async function cleanUp() {
    await gone();
    killNow();
    cgroup?.remove();
  }
  void cleanUp();

  const ready = await Promise.race([
    served.hello,
    wait(READY_MS, null, { ref: false }),
    ended.then(() => null),
  ]);
  held = findHeld(below());
  if (ready !== HELLO || !held) {
    await kill();
    throw new Error(`Core could not be held: ${errors.trim() || 'it gave no sign of life'}`);
  }
  const { pid } = held.core;
  served.send('go\n');
  return {
    pid,
    ended,
    kill,
    async countChildren() {
      return descendantsOf([pid, ...running]).length;
    },
    unanswered: served.unanswered,
  };
}

/** The first process of the outer process namespace, which is ours, and Core, the first one of the inner. */
interface Held {
  first: Process;
  core: Process;
}

function findHeld([first, core]: readonly Process[]): Held | null {
  return first && core && core.parent === first.pid ? { first, core } : null;
}
