// @vitest-environment node
import { expect, it } from 'vitest';
import { createHost } from '../../mocks/host/create-host';
import { lookNow, restart } from '../../mocks/host/simulated-guardian';
import { exitChecks } from './conditions';
import { readGuardian } from './status';
import type { Platform } from './state';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const WINDOWS_WORDS = /[A-Z]:\\|\.exe\b|HKLM|EmergencyStop|registry key/i;
const LINUX_WORDS = /\/var\/lib|\/etc\/|emergency key/i;

/** All that a person reads of a host whose switches are set, and then cleared. */
function wordsOf(platform: Platform): string {
  const { guardian } = createHost('host-1', NOW, platform);
  const words = [readGuardian(guardian), exitChecks(guardian)];
  for (const isSet of [true, false]) {
    guardian.isSet = { kill_file: isSet, registry: isSet };
    lookNow(guardian, 'kill_file', NOW);
    lookNow(guardian, 'registry', NOW);
    words.push(readGuardian(guardian), exitChecks(guardian));
  }
  restart(guardian, NOW, true);
  return JSON.stringify([words, readGuardian(guardian), exitChecks(guardian), guardian.events]);
}

it('a Linux host is never shown a path, a program or a registry of Windows', () => {
  expect(wordsOf('linux')).not.toMatch(WINDOWS_WORDS);
  expect(wordsOf('linux')).toMatch(LINUX_WORDS);
});

it('a Windows host is never shown a path or a key of Linux [F7-23, F7-37]', () => {
  expect(wordsOf('windows')).not.toMatch(LINUX_WORDS);
  expect(wordsOf('windows')).toMatch(WINDOWS_WORDS);
});
