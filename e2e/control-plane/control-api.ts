import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = resolve(import.meta.dirname, '../../dist-guardian/exacta-control.js');

/** `exacta-control` with one service, which does nothing until it is stopped. */
export interface ControlApi {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** `npm start` has built the program before. */
export async function startControlApi(adminToken: string): Promise<ControlApi> {
  const folder = mkdtempSync(join(tmpdir(), 'control-api-'));
  const file = (name: string) => join(folder, name);
  const service = { name: 'frontend', command: '/bin/sh', arguments: ['-c', 'exec sleep 600'] };
  writeFileSync(file('services.json'), JSON.stringify({ services: [service] }), { mode: 0o600 });
  const words = ['--services', file('services.json'), '--log', file('log'), '--pids', file('pids')];
  const child = spawn(process.execPath, [PROGRAM, ...words, '--port', '0'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ENABLE_CONTROL_API: '1',
      CONTROL_API_ADMIN_TOKEN: adminToken,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, address] = /listens on (\S+)\.$/.exec(line) ?? [];
    if (address !== undefined) return { origin: `http://${address}`, pid: child.pid ?? 0, stop };
  }
  await stop();
  throw new Error('The control API ended before it listened.');
}
