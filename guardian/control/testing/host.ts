import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import { createChildren } from '../children';
import type { ControlConfig, Service } from '../config';
import { createLog, type Log } from '../log';
import { livingIn } from '../process-groups';
import { startControlServer } from '../server';

export const TOKEN = 'the-token-of-this-test';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Gives the tests of a file hosts with real services behind a real control API. None of them outlives its test. */
export function hostsForTests() {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'exacta-control-'));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  /** A service listens on its port, or has made its file, before this resolves. */
  async function start(services: readonly Service[], settings: Partial<ControlConfig> = {}) {
    const file = join(newFolder(), 'logs', 'control.log');
    const write = createLog(file, Date.now);
    const over = new Set<unknown>();
    const log: Log = (line) => {
      write(line);
      if ('ended' in line) over.add(line['pid']);
    };
    const children = createChildren(services, log, 400);
    const config: ControlConfig = {
      enabled: true,
      adminToken: TOKEN,
      taskkillAllowed: false,
      host: '127.0.0.1',
      port: 0,
      log: file,
      pids: '',
      services: [...services],
      ...settings,
    };
    const server = await startControlServer(config, children, log);
    ends.push(() => server.close());
    const started = children.start();
    const groups = started.map(({ group }) => group.id);
    ends.push(async () => {
      groups.forEach(killGroup);
      // The end of each is logged, and the log makes its folder again where that is gone.
      await vi.waitUntil(() => groups.every((id) => over.has(id)), { timeout: 10_000, interval: 5 });
    });
    const { port } = server.address;
    return {
      port,
      groups,
      started,
      living: () => livingIn(started.map(({ group }) => group)),
      ask: (method: string, path: string, headers: Record<string, string> = {}) =>
        ask(port, method, path, headers),
      stop: (headers: Record<string, string> = { 'X-ADMIN-TOKEN': TOKEN }) =>
        ask(port, 'POST', '/control/api/stop', headers),
      status: () => ask(port, 'GET', '/control/api/status'),
      logText: () => readFileSync(file, 'utf8'),
      logged: () =>
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  }

  return { newFolder, start };
}

/** `fetch` sets some headers itself, among them Host. */
async function ask(port: number, method: string, path: string, headers: Record<string, string> = {}) {
  const asked = request({ port, host: '127.0.0.1', method, path, headers, agent: false });
  asked.end();
  const [incoming] = await once(asked, 'response');
  let text = '';
  for await (const chunk of incoming as AsyncIterable<Buffer>) text += chunk.toString();
  return { status: incoming.statusCode, body: JSON.parse(text) } as Answer;
}

/** A service in the language of `sh`. It should make the file when it is ready. */
export const shell = (name: string, script: string, port: number | null = null): Service => ({
  name,
  command: '/bin/sh',
  arguments: ['-c', script],
  port,
});

/** A service that listens on the port, and has a child of its own. */
export const listener = (name: string, port: number): Service => ({
  name,
  command: process.execPath,
  arguments: [
    '-e',
    `require('node:child_process').spawn('sleep', ['600']);
     require('node:net').createServer().listen(${port}, '127.0.0.1')`,
  ],
  port,
});

/** Resolves as soon as the file is there. */
export async function made(folder: string, name: string): Promise<void> {
  const watcher = watch(folder);
  try {
    while (!existsSync(join(folder, name))) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}

function killGroup(group: number) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
