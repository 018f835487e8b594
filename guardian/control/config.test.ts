import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readControlConfig, UsageError } from './config';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exacta-control-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const FRONTEND = { name: 'frontend', command: '/usr/bin/node', arguments: ['server.js'], port: 5173 };

function read(env: Record<string, string> = {}, words: string[] = [], services: unknown = [FRONTEND]) {
  const file = join(folder, 'services.json');
  writeFileSync(file, JSON.stringify({ services }), { mode: 0o644 });
  return readControlConfig(['--services', file, ...words], env);
}

describe('the control API by default', () => {
  it('is off, listens on loopback only, and does not admit taskkill [OPS-26]', () => {
    expect(read()).toEqual({
      enabled: false,
      adminToken: null,
      taskkillAllowed: false,
      host: '127.0.0.1',
      port: 8000,
      log: '/var/lib/exacta/logs/control.log',
      pids: '/run/exacta-control/pids',
      services: [FRONTEND],
    });
  });

  it.each(['0', 'true', 'yes', '01', ''])('is not switched on by %j', (text) => {
    const env = { ENABLE_CONTROL_API: text, CONTROL_API_ALLOW_TASKKILL: text };
    expect(read(env)).toMatchObject({ enabled: false, taskkillAllowed: false });
  });

  it('is switched on by 1 alone', () => {
    expect(read({ ENABLE_CONTROL_API: '1', CONTROL_API_ALLOW_TASKKILL: '1' })).toMatchObject({
      enabled: true,
      taskkillAllowed: true,
    });
  });
});

describe('the control API does not start', () => {
  it('on another address than loopback without a token, and does with one [OPS-11]', () => {
    expect(() => read({}, ['--host', '0.0.0.0'])).toThrow(/CONTROL_API_ADMIN_TOKEN is not set/);
    expect(() => read({ CONTROL_API_ADMIN_TOKEN: '  ' }, ['--host', '::'])).toThrow(UsageError);
    expect(read({ CONTROL_API_ADMIN_TOKEN: 'secret' }, ['--host', '0.0.0.0'])).toMatchObject({
      host: '0.0.0.0',
      adminToken: 'secret',
    });
    expect(read({}, ['--host', '::1'])).toMatchObject({ host: '::1' });
  });

  it('with a token that no header can carry, which it does not repeat', () => {
    expect(() => read({ CONTROL_API_ADMIN_TOKEN: 'se cret' })).toThrow(/^(?!.*se cret).*ASCII/);
  });

  it('with services that others than the owner may change', () => {
    const file = join(folder, 'services.json');
    read();
    chmodSync(file, 0o666);
    expect(() => readControlConfig(['--services', file], {})).toThrow(/may be written by others/);
    chmodSync(file, 0o644);
    expect(readControlConfig(['--services', file], {}).services).toEqual([FRONTEND]);
  });

  it.each([
    ['a relative command', { ...FRONTEND, command: 'node' }, /command: must be an absolute path/],
    ['an unknown member', { ...FRONTEND, signal: 'SIGKILL' }, /signal/],
    ['a port that is none', { ...FRONTEND, port: 70_000 }, /port/],
  ])('with %s in its file', (_what, service, words) => {
    expect(() => read({}, [], [service])).toThrow(words);
  });

  it('without its file, with words it does not know, or a host that is a name', () => {
    expect(() => readControlConfig(['--services', join(folder, 'none.json')], {})).toThrow(/cannot be read/);
    expect(() => read({}, ['--force'])).toThrow(/--force/);
    expect(() => read({}, ['--host', 'localhost'])).toThrow(/IP address/);
    expect(() => read({}, ['--port', '70000'])).toThrow(/port number/);
  });
});
