import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { pathsOf } from '../../home/paths';
import { identityOf } from '../../home/process-identity';
import type { HomePaths } from '../../ports';
import type { Io } from '../io';
import type { Files } from '../reach';
import { runGuardian, type Host } from '../run';

/** What a fake Guardian answers to a path; null is no answer at all. */
type Answers = Partial<Record<string, Answer | null>>;
interface Answer {
  status: number;
  data?: unknown;
  error?: string;
  headers?: Record<string, string>;
}
const NOT_FOUND: Answer = { status: 404, error: 'Not Found' };

interface Asked {
  method: string;
  path: string;
  body: unknown;
  account: string;
}

/** Homes with fake Guardians, which listen on real sockets in this process. None of them outlives its test. */
export function fakeGuardiansForTests() {
  const cleanups: (() => void)[] = [];
  afterEach(() => {
    for (const cleanup of cleanups.splice(0)) cleanup();
  });

  function newHome(): HomePaths {
    const folder = mkdtempSync(join(tmpdir(), 'exacta-cli-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const paths = pathsOf(join(folder, 'home'), join(folder, 'home-emergency'), 'linux');
    mkdirSync(paths.home);
    return paths;
  }

  /** Answers what is asked on both sockets, and notes it. */
  async function answerAt(paths: HomePaths, answers: Answers): Promise<Asked[]> {
    const asked: Asked[] = [];
    const self = await identityOf(process.pid);
    const answer: RequestListener = (request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part) => (text += String(part)));
      request.on('end', () => {
        const { url: path = '', method = '', headers } = request;
        const body: unknown = text === '' ? null : JSON.parse(text);
        asked.push({ method, path, body, account: String(headers['x-exacta-account']) });
        const all: Answers = { '/local/ping': { status: 200, data: self }, ...answers };
        const found = all[path];
        if (found === null) return;
        const { status, data = null, error = null } = found ?? NOT_FOUND;
        response.writeHead(status, { 'Content-Type': 'application/json', ...found?.headers });
        response.end(JSON.stringify({ success: status === 200, data, error, meta: null }));
      });
    };
    for (const socket of [paths.adminSocket, paths.askSocket]) {
      const server = createServer(answer);
      await new Promise<void>((resolve) => void server.listen(socket, resolve));
      cleanups.push(() => {
        server.close();
        server.closeAllConnections();
      });
    }
    return asked;
  }

  return { newHome, answerAt };
}

/** Somebody at a terminal types these lines; null is no terminal. */
export async function runWith(
  argv: readonly string[],
  paths: HomePaths,
  { files = noFiles, types = null }: { files?: Files; types?: string[] | null } = {},
) {
  const [out, err, questions]: string[][] = [[], [], []];
  const lines = types === null ? null : [...types];
  const io: Io = {
    out: (text) => void out?.push(text),
    err: (text) => void err?.push(text),
    write: (text) => Promise.resolve(void out?.push(text)),
    ask:
      lines &&
      ((question) => {
        questions?.push(question);
        return Promise.resolve(lines.shift() ?? null);
      }),
  };
  const host: Host = {
    pathsOf: () => paths,
    files,
    init: () => Promise.reject(new Error('not in these tests')),
    daemon: () => Promise.reject(new Error('not in these tests')),
  };
  const code = await runGuardian(argv, paths.home, io, host);
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '', questions: questions ?? [] };
}

const notHere = () => Promise.reject(new Error('The files were opened.'));
const noFiles: Files = { forReading: notHere, forWorking: notHere };
