import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { servePipe, type ServedPipe } from '../core-process/serve-pipe';
import type { BrokerHandle, CoreRunner, InsideCore, RunningCore } from '../ports';
import { windowsCommandLine } from './command-line';
import { createHelperWords } from './helper-words';

/**
 * **Untried.** Nobody has run this on a Windows yet. It is written so that it fails to the safe side: until `selftest.ps1` has
 * passed on that host at this start of the Guardian, Core is not started.
 */

export interface WindowsOptions {
  /** The Guardian's home: every process of Core has it as `EXACTA_CORE` in its environment. */
  home: string;
  /** The folder with `hold-core.ps1` and `selftest.ps1`. */
  scripts: string;
  /** How many processes Core may have in all. */
  processes?: number;
}

const POWERSHELL = String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`;
const SELFTEST_MS = 60_000;
const START_MS = 30_000;
const PROCESSES = 256;

const scriptArguments = (script: string): string[] => {
  return ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', script];
};

export async function createWindowsRunner(options: WindowsOptions): Promise<CoreRunner> {
  const reason = await selftest(options);
  return {
    containment: reason === null ? 'job' : 'none',
    reason,
    async start(folder, handle) {
      if (reason !== null) throw new Error(reason);
      return startInJob(options, folder, handle);
    },
  };
}

/** Null when it passed, else why not. */
function selftest({ scripts, home }: WindowsOptions): Promise<string | null> {
  const args = [...scriptArguments(join(scripts, 'selftest.ps1')), '-GuardianHome', home];
  return new Promise((resolve) => {
    execFile(POWERSHELL, args, { timeout: SELFTEST_MS, windowsHide: true }, (error, stdout) => {
      if (!error) return resolve(null);
      const words = stdout.trim().split(/\r?\n/).at(-1) || error.message;
      resolve(`selftest.ps1 has not passed on this host: ${words}`);
    });
  });
}

async function startInJob(
  { home, scripts, processes = PROCESSES }: WindowsOptions,
  folder: string,
  handle: BrokerHandle,
): Promise<RunningCore> {
  const pipeName = String.raw`\\.\pipe\exacta-core-${randomUUID()}`;
  const line = windowsCommandLine([process.execPath, join(folder, 'core.mjs')]);
  const settings = { line, folder, processes, environment: { EXACTA_CORE: home, EXACTA_BROKER: pipeName } };
  const encoded = Buffer.from(JSON.stringify(settings)).toString('base64');
  let stopping = false;
  let served: ServedPipe | null = null;
  const inside: InsideCore = {
    get stopping() {
      return stopping;
    },
    runCommand: () => Promise.reject(new Error('Shell commands are not built for Windows.')),
  };
  // Core's is the first connection, and the only one.
  const server = createServer((socket: Socket) => {
    server.close();
    served = servePipe(socket, handle, inside);
  }).listen(pipeName);
  await once(server, 'listening');

  const helper = spawn(
    POWERSHELL,
    [...scriptArguments(join(scripts, 'hold-core.ps1')), '-Settings', encoded],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    },
  );
  const words = createHelperWords(createInterface({ input: helper.stdout }), START_MS);
  const gone = once(helper, 'exit').catch(() => []);
  // The job ends with its last handle, which only the helper has: with the helper, every process in the job ends.
  const kill = async () => {
    stopping = true;
    served?.stop();
    server.close();
    helper.kill('SIGKILL');
    await gone;
    await served?.ended;
  };
  try {
    const pid = await words.next('pid');
    return {
      pid,
      ended: words.next('exit').then(
        (code) => ({ code, signal: null }),
        () => ({ code: null, signal: 'SIGKILL' }),
      ),
      kill,
      async countChildren() {
        if (stopping) return 0;
        helper.stdin.write('count\n');
        return (await words.next('count')) - 1;
      },
      get unanswered() {
        return served?.unanswered ?? [];
      },
    };
  } catch (error) {
    await kill();
    throw error;
  }
}
