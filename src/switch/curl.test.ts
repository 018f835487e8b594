import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBackend } from '../../mocks/backend';
import { createDb } from '../../mocks/seeds/create-db';
import { createFaults, parseFaults } from '../../mocks/faults/faults';
import { personas, type Persona } from '../../mocks/seeds/personas';
import { startMockServer } from '../../mocks/serve/server';
import { curlSignIn, curlStatus, curlToggle } from './curl';

const TENANT = '1abe6a11-70a4-45d4-81df-3030b3f73b67';

describe('curlToggle', () => {
  it('is the documented request, with the session from the file', () => {
    expect(curlToggle('https://a.example', TENANT, 'engage')).toBe(
      `curl -X POST 'https://a.example/decision/kill-switch/1abe6a11-70a4-45d4-81df-3030b3f73b67' \\
  -b aegis.jar \\
  -H 'X-Tenant-ID: 1abe6a11-70a4-45d4-81df-3030b3f73b67' \\
  -H 'Content-Type: application/json' \\
  -d '{"action":"engage","reason":"WHY"}'`,
    );
    expect(curlToggle('https://a.example', 't', 'disengage')).toContain('curl -X DELETE');
  });

  it('never lets a tenant id out of its quotes, and neither do the other commands', () => {
    const quotes = (text: string) => text.match(/'/g)?.length;
    const commands = (tenant: string) => [
      curlToggle('https://a.example', tenant, 'engage'),
      curlStatus('https://a.example', tenant),
      curlSignIn('https://a.example', tenant),
    ];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tenant) => {
        const [toggle = '', status = '', signIn = ''] = commands(tenant);
        expect([toggle, status, signIn].map(quotes)).toEqual([8, 4, 14]);
        expect((toggle + status).match(/`|\$/)).toBeNull();
        expect(signIn.match(/`|\$(?!\(printf %s "\$PASSWORD"|PASSWORD)/)).toBeNull();
      }),
    );
  });
});

it('index.html has the same commands, for when the console does not load', () => {
  const page = readFileSync('index.html', 'utf8').replaceAll('&amp;', '&');
  for (const command of [
    curlSignIn('https://API-HOST', ''),
    curlToggle('https://API-HOST', '', 'engage'),
    curlStatus('https://API-HOST', ''),
  ])
    expect(page).toContain(`\n${command}</pre>`);
});

const hasCurl = (() => {
  try {
    return execFileSync('curl', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

/** Runs a command as a person would paste it, in a temporary folder. `typed` is what they type when asked. */
function shell(command: string, cwd: string, typed = ''): Promise<string> {
  return new Promise((done) => {
    const child = execFile('sh', ['-c', command], { cwd }, (_error, stdout, stderr) =>
      done(stdout + stderr.replaceAll(/.*(stty|ioctl).*\n/g, '')),
    );
    child.stdin?.end(typed);
  });
}

/** The command after a person has filled it in. */
const filledIn = (command: string, { email }: Persona) => command.replace('EMAIL', email);

it('a reason stays within its quotes and means the same, whatever it consists of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (reason) => {
      const command = curlToggle('https://a.example', TENANT, 'engage', reason);
      const [, body = ''] = /-d '([^']*)'$/.exec(command) ?? [];
      expect(body).toMatch(/^[\x20-\x7e]*$/);
      expect(body).not.toMatch(/[`$!]/);
      expect(JSON.parse(body)).toEqual({ action: 'engage', reason });
    }),
  );
});

describe('the commands, on a server that redacts the token in its answers,', () => {
  it('sign in, engage, show the state and disengage, without a secret on the screen', async () => {
    // A machine without curl cannot run them; the tests above check their text.
    if (!hasCurl) return expect(curlSignIn('https://a.example', TENANT)).toContain('-c aegis.jar');
    const db = createDb({}, Date.now());
    const faults = createFaults(parseFaults('auth:redacted-answers'));
    const server = await startMockServer({ backend: createBackend({ db, faults }) });
    const folder = mkdtempSync(join(tmpdir(), 'curl-card-'));
    const { admin } = personas;
    const toggles = () =>
      server.backend.requests.flatMap(({ method, path, body }) =>
        path.startsWith('/decision/') && method !== 'GET' ? [[method, body]] : [],
      );
    try {
      const told = await shell(
        filledIn(curlSignIn(server.origin, admin.tenantId), admin),
        folder,
        `${admin.password}\n`,
      );
      expect(told).toBe('Password: \nAnswer: 200\n');
      expect(statSync(join(folder, 'aegis.jar')).mode & 0o077).toBe(0);

      const engaged = await shell(curlToggle(server.origin, admin.tenantId, 'engage'), folder);
      expect(engaged).toContain('"status":"engaged"');
      expect(await shell(curlStatus(server.origin, admin.tenantId), folder)).toContain('"status":"engaged"');
      await shell(curlToggle(server.origin, admin.tenantId, 'disengage'), folder);
      expect(await shell(curlStatus(server.origin, admin.tenantId), folder)).toContain(
        '"status":"disengaged"',
      );
      expect(toggles()).toEqual([
        ['POST', { action: 'engage', reason: 'WHY' }],
        ['DELETE', { reason: 'WHY' }],
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await server.stop();
    }
  });

  it('send a password with quotes and backslashes as it was typed', async () => {
    if (!hasCurl) return expect(curlSignIn('https://a.example', TENANT)).toContain('sed');
    const server = await startMockServer();
    const folder = mkdtempSync(join(tmpdir(), 'curl-card-'));
    try {
      const typed = String.raw`a"b\c'd $HOME %s ü`;
      const told = await shell(
        filledIn(curlSignIn(server.origin, TENANT), personas.admin),
        folder,
        `${typed}\n`,
      );
      expect(told).toBe('Password: \nAnswer: 401\n');
      const [sent] = server.backend.requests;
      expect(sent?.body).toEqual({ email: personas.admin.email, password: typed });
      expect(existsSync(join(folder, 'aegis.jar'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await server.stop();
    }
  });
});
