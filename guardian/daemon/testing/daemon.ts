import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import { coreForTests } from '../../engine/testing/fake-core';
import { makeHomeForTests, type HomeForTests } from '../../home/testing/home';
import { startDaemon, type DaemonOptions } from '../start-daemon';

/** Daemons and homes of one test. None of them outlives it. */
const cleanups: (() => Promise<unknown>)[] = [];
export const cleanAfter = (work: () => Promise<unknown>): void => void cleanups.push(work);
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export async function newHome(): Promise<HomeForTests> {
  const made = await makeHomeForTests();
  cleanups.push(() => made.remove());
  return made;
}

export async function start(made: HomeForTests, options: Partial<DaemonOptions> = {}) {
  const said: string[] = [];
  const core = coreForTests();
  const daemon = await startDaemon({
    home: made.home,
    safeMode: false,
    program: { folder: null, version: '2.2.0' },
    port: 0,
    runner: core,
    say: (line) => void said.push(line),
    ...options,
  });
  if (!daemon) throw new Error('Another Guardian works there.');
  cleanups.push(() => daemon.stop());
  return { daemon, core, said };
}

interface Answered {
  status: number;
  body: { data?: Record<string, unknown>; error?: string };
}

export function call(
  to: { socketPath: string } | { port: number },
  method: string,
  path: string,
  { body = '', headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asking = request({ ...to, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

export const ACT = JSON.stringify({ reason: 'Drill', confirm: true });
export const admin = ({ home }: HomeForTests, method: string, path: string, body = '') =>
  call({ socketPath: join(home, 'admin.sock') }, method, path, {
    body,
    headers: { 'X-Exacta-Account': 'ada' },
  });
export const anyone = ({ home }: HomeForTests, method: string, path: string) =>
  call({ socketPath: join(home, 'ask.sock') }, method, path, {
    body: method === 'POST' ? ACT : '',
    headers: { 'X-Exacta-Account': 'root' },
  });

export async function modeOf(made: HomeForTests): Promise<unknown> {
  return (await admin(made, 'GET', '/guardian/status')).body.data?.['mode'];
}
/** Who is named in the event log. */
export async function actorsIn(made: HomeForTests): Promise<unknown[]> {
  return (await (await made.open()).events.list(100, null)).map(({ actor }) => actor);
}
export const until = (check: () => Promise<void> | void) =>
  vi.waitFor(check, { timeout: 20_000, interval: 50 });
