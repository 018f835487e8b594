import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Stopping } from '../../core/control/control';
import type { Service } from './config';
import type { Log } from './log';
import { groupOf, livingIn, type Group } from './process-groups';

/** So long a stop waits until it tells what is still running. */
const PATIENCE_MS = 5_000;
const POLL_MS = 50;
const CONNECT_MS = 1_000;

export interface StartedService {
  name: string;
  group: Group;
}

export interface Children {
  /** Starts each service. Answers the process groups of those that could be started, by the name of the service. */
  start(): StartedService[];
  /** Every living process of the services. */
  pids(): number[];
  ports: readonly number[];
  /** Sends SIGTERM to each service that was not sent one before, and waits up to 5 s. It never does more. */
  stop(pids: readonly number[]): Promise<Stopping>;
}

/** The services, each to be started with its own process group, so that its own children are reached as well. */
export function createChildren(services: readonly Service[], log: Log, patience = PATIENCE_MS): Children {
  const groups: Group[] = [];
  /** A second SIGTERM makes many programs drop their work, so each group is sent one only. */
  const told = new Set<Group>();
  const ports = services.flatMap(({ port }) => port ?? []);
  return {
    start() {
      const started = services.flatMap((service) => start(service, log));
      groups.push(...started.map(({ group }) => group));
      return started;
    },
    pids: () => livingIn(groups),
    ports,
    async stop(pids) {
      for (const group of groups.filter((one) => !told.has(one))) {
        told.add(group);
        if (livingIn([group]).length > 0) terminate(group.id);
      }
      const deadline = performance.now() + patience;
      let living = livingIn(groups);
      while (living.length > 0 && performance.now() < deadline) {
        await wait(POLL_MS);
        living = livingIn(groups);
      }
      const stopped = pids.filter((pid) => !living.includes(pid));
      const busy = await Promise.all(ports.map(isInUse));
      return { stopped, portsInUse: ports.filter((_port, index) => busy[index]) };
    },
  };
}

/** The id of the process group is that of its first process. */
function start({ name, command, arguments: words }: Service, log: Log): StartedService[] {
  const child: ChildProcess = spawn(command, words, {
    detached: true,
    env: environment(),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.on('error', (error) => log({ service: name, failed: error.message }));
  child.on('exit', (code, signal) => log({ service: name, pid: child.pid, ended: code ?? signal }));
  if (child.pid === undefined) return [];
  log({ service: name, pid: child.pid, started: true });
  return [{ name, group: groupOf(child.pid) }];
}

/** The services get nothing of the control API's own settings, above all not the token. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:ENABLE_)?CONTROL_API/.test(name)),
  );
}

function terminate(group: number) {
  try {
    process.kill(process.platform === 'win32' ? group : -group, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

function isInUse(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: CONNECT_MS });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    // A connection that nobody takes or refuses is one that nobody has given up.
    socket.on('connect', () => done(true)).on('timeout', () => done(true));
    socket.on('error', () => done(false));
  });
}
