import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, vi } from 'vitest';
import { accountName } from '../../cli/account';
import { findGuardian } from '../../cli/find-guardian';
import { callSocket } from '../../cli/socket-call';
import { makeHomeForTests, type HomeForTests, type ReleaseForTests } from '../../home/testing/home';
import { countWith } from '../../linux/testing/seen-from-outside';
import {
  BUILD_MS,
  buildGuardian,
  exacta,
  PROGRAM,
  programsForTests,
  sh,
  type Program,
} from '../../testing/programs';

const soon = { timeout: 30_000, interval: 25 };
export const until = (check: () => unknown) => vi.waitFor(check, soon);
const yes = ['--yes', '--reason', 'a test'];
let marks = 0;

/** A Core, by the text of its `core.mjs`. `MARK` in it is a word that only its processes have in their command lines. */
export type CoreText = (mark: string) => string;

/** A Core with a small tree: children, grandchildren in sessions of their own, without environment, deaf to SIGTERM. */
export const BUSY: CoreText = (mark) => `
import { spawn } from 'node:child_process';
const script = \`trap '' TERM HUP INT
sleep ${mark} &
setsid sh -c 'trap "" TERM; sleep ${mark} & wait' &
(setsid env -i sleep ${mark} &)
wait\`;
spawn('sh', ['-c', script], { stdio: 'ignore' });
setInterval(() => {}, 1000);
`;
/** How many processes of BUSY have the mark in their command line: two shells and three sleeps. */
const BUSY_PROCESSES = 5;

/** A host with a home, its Guardian as a process, and an operator who types. */
export interface Host {
  files: HomeForTests;
  home: string;
  mark: string;
  start(...words: string[]): Promise<Program>;
  /** A command that is confirmed on the command line. Fails with what it said unless it exits with `code`. */
  command(code: number, ...words: string[]): Promise<string>;
  /** How many processes of Core there are, as the kernel shows them. */
  countCore(): number;
  /** Core runs, with its whole tree. */
  untilCoreIsUp(): Promise<void>;
  /** The Guardian answers on its socket, in this mode. */
  untilMode(mode: string): Promise<void>;
  events(): Promise<Record<string, unknown>[]>;
}

/** Gives the tests of a file hosts. Nothing of them outlives its test. */
export function hostsForTests() {
  const { start, endAll } = programsForTests();
  const homes: HomeForTests[] = [];
  beforeAll(buildGuardian, BUILD_MS);
  afterEach(async () => {
    await endAll();
    for (const home of homes.splice(0)) await home.remove();
  });

  async function newHost(cores: Record<string, CoreText> = { '2.4.0': BUSY, '2.4.1': BUSY }): Promise<Host> {
    const mark = `9${process.pid}${++marks}`;
    const versions: ReleaseForTests[] = Object.entries(cores).map(([version, text]) => {
      return { version, files: { 'core.mjs': text(mark) } };
    });
    const files = await makeHomeForTests({ versions });
    homes.push(files);
    const { home, folder } = files;
    // As /var/lib is.
    await chmod(folder, 0o755);
    const socket = join(home, 'admin.sock');

    const countCore = () => countWith(mark);
    async function untilMode(mode: string) {
      await until(async () => {
        const call = { method: 'GET', path: '/guardian/status', body: '', account: accountName() } as const;
        const reply = await callSocket(socket, call, 3000);
        expect(typeof reply === 'string' ? reply : JSON.parse(reply.text)).toMatchObject({ data: { mode } });
      });
    }

    return {
      files,
      home,
      mark,
      untilMode,
      countCore,
      async untilCoreIsUp() {
        await until(() => expect(countCore()).toBe(BUSY_PROCESSES));
      },
      async start(...words) {
        const daemon = start(process.execPath, [
          PROGRAM,
          '--daemon',
          '--port',
          '0',
          ...words,
          '--home',
          home,
        ]);
        await until(async () => {
          const found = await findGuardian(socket, accountName());
          expect(found).toMatchObject({ state: 'running', process: { pid: daemon.pid } });
        });
        return daemon;
      },
      async command(code, ...words) {
        const said = await exacta(home, ...words, ...yes);
        expect({ words, ...said }).toMatchObject({ words, code });
        return said.out;
      },
      async events() {
        const text = await readFile(join(home, 'events.log'), 'utf8');
        return text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      },
    };
  }

  return { newHost, start };
}

/** Whether openssl finds the Guardian’s signature of the last exit good. The signed bytes are put together here anew. */
export async function verifyLastExit(
  { home, files }: Host,
  record: Record<string, unknown>,
): Promise<string> {
  const { signature, ...signed } = record;
  const sorted = Object.fromEntries(Object.entries(signed).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const message = join(files.folder, 'record.json');
  await writeFile(message, JSON.stringify(sorted));
  await writeFile(`${message}.sig`, Buffer.from(String(signature), 'base64'));
  return sh(
    'openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$2.sig"',
    join(home, 'guardian-public.pem'),
    message,
  );
}
