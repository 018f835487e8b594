import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/errors/api-error';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import type { Known } from '../api/http/reading';
import { guardianAnswer } from '../testing/answers';
import { recallGuardian, rememberGuardian, saysNone, withAbsence } from './presence';

const refusal = (status: number, serverWords: string | null = null) =>
  new ApiError('http', { status, serverWords });
const NO_RULE = refusal(403, 'no RBAC rule covers GET /guardian/status');
const last = { answer: guardianAnswer({}, { wall: 0, mono: 0 }), ageMs: 1_000 };
const failed = (error: unknown, seen = false): Known<GuardianStatus> => ({
  kind: 'unknown',
  cause: 'failed',
  error,
  last: seen ? last : null,
});

test.each([
  [refusal(404), true],
  [NO_RULE, true],
  [refusal(403, 'Guardian requires ADMIN role'), false],
  [refusal(403), false],
  [refusal(401), false],
  [refusal(503), false],
  [new ApiError('unreadable', { status: 404 }), false],
  [new ApiError('unreachable'), false],
  [new Error('bug'), false],
] as const)('%j says that there is no Guardian: %s', (error, none) => expect(saysNone(error)).toBe(none));

describe('a Guardian is absent', () => {
  test('when it never answered, and the server says that there is none', () => {
    for (const error of [refusal(404), NO_RULE])
      for (const memory of [null, 'none'] as const)
        expect(withAbsence(failed(error), memory)).toEqual({ kind: 'absent', error });
  });

  test('never when it has answered, because then it stays an alarm', () => {
    for (const error of [refusal(404), NO_RULE, new ApiError('unreachable')]) {
      expect(withAbsence(failed(error), 'answered').kind).toBe('unknown');
      for (const memory of [null, 'none', 'answered'] as const)
        expect(withAbsence(failed(error, true), memory).kind).toBe('unknown');
    }
  });

  test('still when there was none and nobody answers, but not when something else answers', () => {
    for (const error of [new ApiError('unreachable'), new ApiError('timeout'), new ApiError('offline')]) {
      expect(withAbsence(failed(error), 'none').kind).toBe('absent');
      expect(withAbsence(failed(error), null).kind).toBe('unknown');
    }
    for (const error of [refusal(503), refusal(403, 'Fail-Closed: guardian service unavailable')])
      expect(withAbsence(failed(error), 'none').kind).toBe('unknown');
  });

  test('or is being checked while a page that did not see the failure reads it again', () => {
    expect(withAbsence(failed(null), null)).toEqual({ kind: 'checking' });
    expect(withAbsence(failed(null), 'none').kind).toBe('absent');
    expect(withAbsence(failed(null), 'answered').kind).toBe('unknown');
  });

  test('never while it is being read or known', () => {
    for (const known of [{ kind: 'checking' }, { kind: 'confirmed', ...last }] as const)
      expect(withAbsence(known, 'none')).toBe(known);
  });
});

describe('what the browser remembers', () => {
  afterEach(() => {
    window.localStorage.clear();
    document.head.innerHTML = '';
  });

  test('is kept for each tenant and each origin of the API', () => {
    rememberGuardian('a', 'answered');
    expect(recallGuardian('a')).toBe('answered');
    expect(recallGuardian('b')).toBeNull();
    document.head.innerHTML = '<meta name="api-origin" content="https://other.example" />';
    expect(recallGuardian('a')).toBeNull();
    rememberGuardian('a', 'none');
    document.head.innerHTML = '';
    expect(recallGuardian('a')).toBe('answered');
  });

  test('is nothing when the storage is blocked or contains something else', () => {
    window.localStorage.setItem(`ksc.guardian ${window.location.origin} a`, 'yes');
    expect(recallGuardian('a')).toBeNull();
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('blocked');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('blocked');
    });
    rememberGuardian('a', 'answered');
    expect(recallGuardian('a')).toBeNull();
  });
});
