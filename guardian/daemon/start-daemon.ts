import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL } from '../../core/guardian/answer';
import { ok } from '../../core/http/reply';
import { createBroker } from '../core-process/create-broker';
import { realClock, within } from '../engine/clock';
import { createEngine } from '../engine/create-engine';
import type { RunningEngine } from '../engine/engine-parts';
import { wordsOf } from '../engine/writer';
import { readSmall } from '../home/durable';
import { openHome } from '../home/open-home';
import { identityOf } from '../home/process-identity';
import type { CoreRunner } from '../ports';
import { controlPlaneDoor, socketDoor } from './doors';
import { createHeartbeat } from './heartbeat';
import { createRunner, openSwitches } from './host-adapters';
import { listenOnPort, listenOnSocket } from './listen';
import { createDoorServer, keepListening } from './serve';
import { viewFiles } from './view-files';
import { startWatching } from './watch-loops';

export interface DaemonOptions {
  /** An absolute path of a home that `--init` made. */
  home: string;
  /** Started with `--safe-mode`. */
  safeMode: boolean;
  /** The folder with the program and its manifest, or null for a checkout; and the program's version. */
  program: { folder: string | null; version: string };
  /** Where the control plane asks; 0 is any free port. */
  port?: number;
  address?: string;
  /** The folder of Core's projects; by default `project` in the home, where that exists. */
  project?: string;
  /** Holds Core; by default as this host can. */
  runner?: CoreRunner;
  /** For the person who reads the process's own output. */
  say(line: string): void;
}

export interface Daemon {
  readonly engine: RunningEngine;
  /** The port where the control plane asks; null while nobody listens there. */
  port(): number | null;
  /** Kills Core and ends. */
  stop(): Promise<void>;
  /** Resolves when it has ended, by whomever. */
  readonly ended: Promise<void>;
}

const DEFAULT_PORT = 8470;
/** A disk that hangs keeps nobody from watching. */
const NOTED_MS = 3_000;
const LOOPBACK = '127.0.0.1';

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Starts the Guardian of a home: it looks and verifies, decides, answers, and only then starts Core. Null when another one
 * works there. Rejects when the folder is no home.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon | null> {
  const { say, program, address = LOOPBACK, port = DEFAULT_PORT } = options;
  const home = await openHome(options.home, { programFolder: program.folder });
  const unlock = await home.lock();
  if (!unlock) return null;
  const { paths } = home;
  const beat = createHeartbeat(paths.heartbeat, () => Date.now());
  beat();
  const project =
    options.project ?? (isFolder(join(paths.home, 'project')) ? join(paths.home, 'project') : null);
  const runner = options.runner ?? (await createRunner(paths.home, project, program.folder));
  const { killFile, emergencyKey } = await openSwitches(paths);
  const noted = within(realClock, NOTED_MS, home.markRunning());
  const unclean = await noted.catch((error: unknown) => {
    say(`The start could not be noted: ${wordsOf(error)}`);
    return false;
  });
  let hasEnded = () => {};
  const ended = new Promise<void>((resolve) => (hasEnded = resolve));

  const engine = await createEngine({
    home,
    switches: { kill_file: killFile, registry: emergencyKey },
    facts: { host: home.host, version: program.version, platform: home.platform },
    works: 'guardian',
    flag: options.safeMode,
    unclean,
    runner,
    makeBroker: (needs) => createBroker({ ...needs, project }),
    readFile: (path) => viewFiles(project, path),
    clock: realClock,
    newId: randomUUID,
    say,
    onStop: () => void stop(),
  });
  const watching = startWatching({
    engine,
    clock: realClock,
    watchKillFile: (mayHaveChanged) => killFile.watch(mayHaveChanged),
    beat,
  });

  const self = await identityOf(process.pid);
  const parts = { engine, ping: () => ok(self), newId: randomUUID, say };
  const readToken = async () =>
    (await readSmall(join(paths.keysFolder, 'host-token')).catch(() => null))?.toString('utf8').trim() ||
    null;
  const admin = createDoorServer(socketDoor('ADMIN'), parts);
  const ask = createDoorServer(socketDoor(LOCAL), parts);
  const plane = createDoorServer(
    controlPlaneDoor(readToken, () => Date.now()),
    parts,
  );
  const doors = [
    keepListening(admin, () => listenOnSocket(admin, paths.adminSocket, 0o600), paths.adminSocket, say),
    keepListening(ask, () => listenOnSocket(ask, paths.askSocket, 0o666), paths.askSocket, say),
    keepListening(plane, () => listenOnPort(plane, address, port), `${address}:${port}`, say),
  ];

  let stopping: Promise<void> | null = null;
  function stop(): Promise<void> {
    return (stopping ??= end());
  }
  async function end(): Promise<void> {
    watching.end();
    await engine.stop();
    await Promise.all(doors.map((door) => door.end()));
    await home.markStopped().catch((error: unknown) => say(wordsOf(error)));
    await unlock?.();
    hasEnded();
  }

  await engine.begin();
  await Promise.all(doors.map(({ first }) => first));
  engine.letCoreStart();
  watching.verify();
  const { mode, containment, containmentReason } = engine.state();
  say(
    `Guardian of ${home.host}: ${mode}, containment ${containment}${containmentReason ? ` (${containmentReason})` : ''}`,
  );

  return {
    engine,
    port() {
      const bound = plane.address();
      return typeof bound === 'object' && bound !== null ? bound.port : null;
    },
    stop,
    ended,
  };
}
