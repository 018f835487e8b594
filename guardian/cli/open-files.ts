import { randomUUID } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import type { HostCall } from '../../core/ports/ports';
import { openSwitches } from '../daemon/host-adapters';
import { realClock } from '../engine/clock';
import { createEngine } from '../engine/create-engine';
import type { RunningEngine } from '../engine/engine-parts';
import { codeOf } from '../home/durable';
import { openHome, type OpenHome } from '../home/open-home';
import type { HomePaths } from '../ports';
import { localPerson } from './account';
import { EXIT, Stopped } from './exit-codes';
import type { Files, OnFiles } from './reach';

interface Program {
  /** Where the program and its manifest are; null for a checkout. */
  folder: string | null;
  version: string;
}

async function openEngine(home: OpenHome, works: 'command' | 'reading', version: string) {
  const { killFile, emergencyKey } = await openSwitches(home.paths);
  return createEngine({
    home,
    switches: { kill_file: killFile, registry: emergencyKey },
    facts: { host: home.host, version, platform: home.platform },
    works,
    flag: false,
    unclean: false,
    runner: null,
    makeBroker: () => ({
      handle: ({ id }) => Promise.resolve({ id, allowed: false, why: 'No Core runs.' }),
      recordUnanswered: () => Promise.resolve(),
    }),
    readFile: () => Promise.resolve({ found: 'nothing' }),
    clock: realClock,
    newId: randomUUID,
    say: (line) => void process.stderr.write(`${line}\n`),
    onStop: () => {},
  });
}

/** Calls an engine as the sockets would. It is opened with the first call. */
function onFiles(
  open: () => Promise<RunningEngine>,
  role: 'ADMIN' | 'LOCAL',
  end: () => Promise<void>,
): OnFiles {
  let opened: Promise<RunningEngine> | null = null;
  return {
    async ask({ method, path, body }) {
      opened ??= open();
      const query = new URLSearchParams();
      const call: HostCall = { method, path, query, body, requestId: randomUUID(), adminToken: null };
      const reply = await (await opened).ask(call, localPerson(role));
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      const headers = Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
      return { status: reply.status, text, headers: Object.fromEntries(headers) };
    },
    async close() {
      try {
        await (await opened)?.settled();
      } finally {
        await end();
      }
    },
  };
}

/** Throws `Stopped` when this account may not read what the answer needs. What is missing is for the engine to judge. */
async function mustBeReadable(paths: HomePaths): Promise<void> {
  const { home, stateFile, policyFile, eventLog, coreFolder } = paths;
  for (const path of [home, stateFile, policyFile, eventLog, coreFolder]) {
    try {
      await access(path, constants.R_OK);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      throw new Stopped(
        EXIT.cannotTell,
        `No Guardian runs, and you may not read ${path}. Ask as root or as the owner of the home.`,
      );
    }
  }
}

/** The files of homes, as commands without a Guardian use them. */
export function filesOnDisk({ folder, version }: Program): Files {
  const open = (paths: HomePaths) => openHome(paths.home, { programFolder: folder });
  return {
    async forReading(paths) {
      await mustBeReadable(paths);
      const home = await open(paths);
      return onFiles(
        () => openEngine(home, 'reading', version),
        'LOCAL',
        () => Promise.resolve(),
      );
    },
    async forWorking(paths) {
      const home = await open(paths);
      const unlock = await home.lock();
      return unlock && onFiles(() => openEngine(home, 'command', version), 'ADMIN', unlock);
    },
  };
}
