import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { localPerson, standingAt } from './account';

const folder = mkdtempSync(join(tmpdir(), 'exacta-account-'));
const [home, keysFolder] = [join(folder, 'home'), join(folder, 'home', 'keys')];
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('root and the owner of the home are administrators, and nobody else [F7-54]', () => {
  mkdirSync(keysFolder, { recursive: true });
  const owner = process.getuid?.() === 0 ? 1234 : statSync(home).uid;
  if (owner === 1234) chownSync(home, owner, owner);
  chmodSync(home, 0o755);
  expect(standingAt({ home, keysFolder }, 0)).toBe('administrator');
  expect(standingAt({ home, keysFolder }, owner)).toBe('administrator');
  expect(standingAt({ home, keysFolder }, 65_534)).toBe('anyone');
  expect(standingAt({ home: join(home, 'other'), keysFolder }, 0)).toBe('no home');
  expect(standingAt({ home: `${home}/keys/\0`, keysFolder }, 0)).toBe('hidden');
});

test('a person of this host is named by account and host, and by no environment variable [F7-112]', () => {
  const { id, email, role } = localPerson('LOCAL');
  expect(`${id}@`).toContain(`${email.split('@')[0]}@`);
  expect(id).toMatch(/^local:.+/);
  expect(role).toBe('LOCAL');
  expect(localPerson('ADMIN').role).toBe('ADMIN');
});
