import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Origin } from '../../core/ports/ports';
import { createTrust } from './client-address';
import { startHttp, type HttpParts, type HttpServer } from './server';
import { loadSite } from './site';

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
export const TIMES = { headers: 10_000, request: 15_000, drain: 8_000 };

/** Gives the tests of a file servers with a small build of the console, which end with each test. */
export function serverForTests() {
  let folder = '';
  let running: HttpServer | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kill-switch-http-'));
    await mkdir(join(folder, 'dist/assets'), { recursive: true });
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>Console</title>');
    await writeFile(join(folder, 'dist/assets/main-1a2b.js'), `export {}; // ${'x'.repeat(2_000)}`);
  });
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };
  afterEach(stop);
  afterAll(() => rm(folder, { recursive: true }));

  async function serve(parts: Partial<HttpParts> = {}, { times = TIMES, built = true } = {}) {
    const asked: { request: Request; origin: Origin; body: string }[] = [];
    const failures: unknown[] = [];
    running = await startHttp(
      {
        api: {
          async fetch(request, origin) {
            asked.push({ request, origin, body: await request.text() });
            return new Response('{"success":true}', {
              headers: { 'Content-Type': 'application/json', 'X-Request-ID': 'from-core' },
            });
          },
        },
        gateway: { handle: (_incoming, outgoing) => void outgoing.end('gateway') },
        site: await loadSite(join(folder, built ? 'dist' : 'nothing')),
        isReady: async () => true,
        metrics: null,
        trusted: createTrust([]),
        failed: (error) => void failures.push(error),
        ...parts,
      },
      { port: 0, host: '127.0.0.1', times },
    );
    const { port } = running.address;
    const get = (
      path: string,
      init: { method?: string; headers?: Record<string, string>; body?: string } = {},
    ) =>
      new Promise<Answer>((done, failed) => {
        const { method = 'GET', body } = init;
        const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
        const headers = { ...init.headers, ...length };
        const request = ask(
          { host: '127.0.0.1', port, path, method, headers },
          (response: IncomingMessage) => {
            let text = '';
            response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
            response.on('end', () =>
              done({ status: response.statusCode ?? 0, headers: response.headers, text }),
            );
          },
        );
        request.on('error', failed).end(body);
      });
    return { get, asked, failures, port };
  }
  return { serve, stop };
}
