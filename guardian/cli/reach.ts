import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readHolder } from '../home/lock';
import { isAlive, type ProcessIdentity } from '../home/process-identity';
import type { HomePaths } from '../ports';
import { accountName, type Standing } from './account';
import { EXIT, Stopped } from './exit-codes';
import { ANSWERS_WITHIN_MS, findGuardian } from './find-guardian';
import { killProcess } from './kill-process';
import { ASK_PLANS, type AskName } from './plans';
import { callSocket, type LocalCall, type LocalReply } from './socket-call';

/** Somebody who answers calls: the Guardian that runs, or the same code on the files. */
export interface Reached {
  /** Whether a Guardian runs. */
  running: boolean;
  process: ProcessIdentity | null;
  /** Whether one that hung was killed for this command. */
  killed: boolean;
  ask(call: Omit<LocalCall, 'account'>): Promise<LocalReply>;
  close(): Promise<void>;
}

/** The same code as the Guardian's, on the files. */
export type OnFiles = Pick<Reached, 'ask' | 'close'>;

/** The files of a home, for as long as no Guardian runs there. */
export interface Files {
  /** Reads only, and takes no lock. Throws `Stopped` with `cannotTell` where this account may not read. */
  forReading(paths: HomePaths): Promise<OnFiles>;
  /** Takes the lock. Null when somebody has it. */
  forWorking(paths: HomePaths): Promise<OnFiles | null>;
}

/** A call does its work within this time, or its outcome is unknown. */
const DONE_WITHIN_MS = 60_000;
/** A Guardian that starts or ends right now has the lock and does not listen: it is waited for. */
const SETTLED_WITHIN_MS = 10_000;
const KILLED_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 100;

export interface Asking {
  paths: HomePaths;
  standing: Standing;
  command: AskName;
  /** Whether `--yes` was said. */
  yes: boolean;
  files: Files;
}

/**
 * Finds somebody who carries out the command. A Guardian that hangs is killed first if an administrator said `--yes`. Throws
 * `Stopped` when nobody can: busy, hung, or not to be read.
 */
export async function reach(asking: Asking): Promise<Reached> {
  const { paths, standing, command, files } = asking;
  const administers = standing === 'administrator';
  const socket = administers ? paths.adminSocket : paths.askSocket;
  // To set the start flag, the state must be written: without a Guardian only an administrator can.
  const reads = ASK_PLANS[command].onlyReads && !(command === 'start-safe' && administers);
  let deadline = performance.now() + (reads ? ANSWERS_WITHIN_MS : SETTLED_WITHIN_MS);
  let killed = false;
  const onFiles = (files_: OnFiles): Reached => ({ ...files_, running: false, process: null, killed });
  for (;;) {
    const found = await findGuardian(socket, accountName());
    switch (found.state) {
      case 'running':
        return { ...onSocket(socket), running: true, process: found.process, killed };
      case 'denied':
        throw new Stopped(
          EXIT.cannotTell,
          `You may not use ${socket}. Ask as root or as the owner of the home.`,
        );
      case 'hung':
        await endHung(asking);
        killed = true;
        break;
      case 'none': {
        const opened = reads ? await readUnlessRunning(asking) : await files.forWorking(paths);
        if (opened) return onFiles(opened);
        break;
      }
    }
    if (performance.now() > deadline) {
      // It hangs before it listens, or after.
      if (command === 'show-status' || (administers && asking.yes && !killed)) {
        await endHung(asking);
        killed = true;
        deadline = performance.now() + SETTLED_WITHIN_MS;
        continue;
      }
      throw new Stopped(
        EXIT.busy,
        `Another Guardian or command works in ${paths.home} and does not answer. Wait for it, or end it, then run this again.`,
      );
    }
    await wait(LOOK_AGAIN_MS);
  }
}

/** Null while the process that has noted itself as the Guardian lives: it starts, or hangs, or somebody has removed its sockets. */
async function readUnlessRunning({ paths, files }: Asking): Promise<OnFiles | null> {
  const noted = await readHolder(join(paths.home, 'running')).catch(() => null);
  return noted && (await isAlive(noted)) ? null : files.forReading(paths);
}

function onSocket(socket: string): OnFiles {
  return {
    async ask(call) {
      const reply = await callSocket(socket, { ...call, account: accountName() }, DONE_WITHIN_MS);
      if (typeof reply !== 'string') return reply;
      throw new Stopped(
        EXIT.busy,
        'The Guardian ended or hung before it answered, so it is not known whether this was done. Run exacta-guardian --show-status.',
      );
    },
    close: () => Promise.resolve(),
  };
}

/** Ends a Guardian that hangs, or says why not. */
async function endHung({ paths, standing, command, yes }: Asking): Promise<void> {
  const says = `The Guardian of ${paths.home} runs, but did not answer within ${ANSWERS_WITHIN_MS / 1000} seconds.`;
  if (command === 'show-status') throw new Stopped(EXIT.cannotTell, says);
  if (standing !== 'administrator' || !yes) {
    const next = 'An administrator can end it: run this again with --yes --reason "WHY".';
    throw new Stopped(EXIT.busy, `${says} ${next}`);
  }
  // Whoever has the lock has noted itself there.
  const hung = await readHolder(paths.lockFile);
  if (hung && (await killProcess(hung, KILLED_WITHIN_MS))) return;
  const why = hung ? `Process ${hung.pid} did not end.` : 'Its process is not noted in the home.';
  throw new Stopped(EXIT.busy, `${says} ${why} Find it with ps, and end it by its id.`);
}
