// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error';
import type { ApiErrorKind, Known } from './api-error';
import { explainError } from './explain-error';
import type { Doing } from './explain-error';

const doings: Doing[] = ['status', 'engage', 'disengage', 'history', 'sign-in', 'session'];
const everyKind: Record<ApiErrorKind, true> = {
  offline: true,
  unreachable: true,
  timeout: true,
  http: true,
  redirected: true,
  unreadable: true,
  'wrong-shape': true,
  'wrong-tenant': true,
  'wrong-host': true,
  'redacted-tenant': true,
  'too-large': true,
  cached: true,
  contradictory: true,
};
const http = (status: number, known: Known = {}) =>
  new ApiError('http', { status, requestId: 'r-1', ...known });
const adviceOn = (error: unknown, doing: Doing) => explainError(error, doing).advice;

describe('a refusal', () => {
  it('403 shows the server’s own words, with the advice about roles beside them', () => {
    const serverWords = 'Not for you';
    expect(explainError(http(403, { serverWords }), 'engage')).toEqual({
      title: 'The server refused (403)',
      serverWords,
      advice:
        'Re-login with ADMIN or SECURITY (on some servers OWNER or SECURITY_ANALYST). If your role is right, the words above name the cause. Your reason is saved.',
      quote: 'HTTP 403 · request r-1',
    });
  });

  it('403 without words does not mention words', () => {
    expect(adviceOn(http(403), 'status')).toMatch(
      /^Re-login with ADMIN or SECURITY \(on some servers OWNER or SECURITY_ANALYST\)\. No cause was given/,
    );
    expect(adviceOn(http(403), 'history')).toMatch(/^Re-login with ADMIN, SECURITY or AUDITOR \(/);
  });

  it('403 to a sign-in gives no advice to sign in', () => {
    expect(adviceOn(http(403), 'sign-in')).not.toContain('Re-login');
  });

  it('401 means a wrong password when signing in, and the end of the session elsewhere', () => {
    const serverWords = 'Invalid credentials';
    expect(explainError(http(401, { serverWords }), 'sign-in')).toMatchObject({
      title: 'Email, password or tenant ID is wrong',
      serverWords,
    });
    expect(explainError(http(401), 'disengage')).toMatchObject({
      title: 'The session has ended (401)',
      advice: 'Sign in again. Your reason is saved.',
    });
  });

  it.each([
    ['safe-mode', 'The Guardian'],
    ['history', 'The audit log'],
    ['full-history', 'The audit log'],
  ] as const)('401 to %s is first of all about %s, unless nothing can be asked any more', (doing, system) => {
    expect(explainError(http(401, { requestId: 'r-1' }), doing)).toMatchObject({
      title: `${system} did not accept your session (401)`,
      advice: expect.stringMatching(/^Only this service refused your session\./),
    });
    expect(explainError(http(401, { requestId: '' }), doing).title).toBe('The session has ended (401)');
  });

  it('409 is information: somebody may have been faster', () => {
    expect(explainError(http(409), 'engage')).toMatchObject({ title: 'The state had already changed (409)' });
    expect(adviceOn(http(409), 'engage')).toContain('Someone else just changed it.');
  });

  it.each<Doing>(['enter-safe-mode', 'recover', 'safe-mode'])(
    '409 to %s names what blocks the action',
    (doing) => {
      const { title, advice } = explainError(http(409, { code: 'no_verified_backup' }), doing);
      expect(title).toBe('The Guardian’s state does not allow it (409)');
      expect(advice).toMatch(/^Clear what blocks it/);
    },
  );

  it('429 names the runaway agent, except to somebody signing in', () => {
    expect(adviceOn(http(429), 'engage')).toContain('A runaway agent may be using up the tenant’s quota.');
    expect(adviceOn(http(429), 'sign-in')).toBe('Wait, then try again.');
  });

  it.each([400, 422])('%i shows the field errors with the server’s words', (status) => {
    const fieldErrors = [
      { field: 'reason', message: 'Too short' },
      { field: '', message: 'JSON decode error' },
    ];
    expect(
      explainError(http(status, { serverWords: 'Validation failed', fieldErrors }), 'engage').serverWords,
    ).toBe('Validation failed · reason: Too short · JSON decode error');
  });

  it.each<[string, ApiError, boolean]>([
    ['411', http(411), true],
    ['400 with a sentence', http(400, { serverWords: 'Reason required' }), true],
    ['400 reason_required', http(400, { code: 'reason_required' }), true],
    ['422 without a body', http(422, { fieldErrors: [{ field: '', message: 'Field required' }] }), true],
    ['422 at the reason', http(422, { fieldErrors: [{ field: 'reason', message: 'Field required' }] }), true],
    ['422 at another field', http(422, { fieldErrors: [{ field: 'tenant_id', message: 'Bad' }] }), false],
    ['400 with another code', http(400, { code: 'tenant_unknown' }), false],
    ['403', http(403), false],
  ])('%s to a DELETE says when a proxy may have dropped the body', (_, error, suspect) => {
    expect(/proxy .* dropped the body of the DELETE/.test(adviceOn(error, 'disengage'))).toBe(suspect);
    expect(adviceOn(error, 'engage')).not.toContain('DELETE');
  });

  it.each([500, 502, 503, 504])('%i leaves the outcome of a toggle open', (status) => {
    expect(adviceOn(http(status), 'engage')).toContain('It may have worked. Check the state below');
    expect(adviceOn(http(status), 'status')).toContain('Retrying every 5 s.');
  });

  it('with status 200 leaves the outcome open too', () => {
    expect(explainError(http(200), 'engage')).toMatchObject({ title: 'The server reported an error' });
    expect(adviceOn(http(200), 'engage')).toContain('It may have worked');
  });

  it.each([404, 405, 418])('%i has a title with its number', (status) => {
    expect(explainError(http(status), 'status').title).toContain(`(${status})`);
  });
});

it('an explanation has status, kind, code and request id to quote', () => {
  const known = { status: 503, code: 'decision_timeout', requestId: '1234' };
  expect(explainError(new ApiError('http', known), 'status').quote).toBe(
    'HTTP 503 · code decision_timeout · request 1234',
  );
  expect(explainError(new ApiError('timeout', { requestId: '1234' }), 'status').quote).toBe(
    'timeout · request 1234',
  );
});

describe('any error at all', () => {
  const text = fc.option(fc.string({ minLength: 1, maxLength: 60 }));
  const apiError = fc
    .record({
      kind: fc.constantFrom(...(Object.keys(everyKind) as ApiErrorKind[])), // The keys of an exhaustive record.
      status: fc.option(fc.integer({ min: 100, max: 599 })),
      code: text,
      serverWords: text,
      fieldErrors: fc.array(fc.record({ field: fc.string(), message: fc.string() }), { maxLength: 3 }),
      details: fc.jsonValue(),
      requestId: fc.uuid(),
      retryAfterSeconds: fc.option(fc.nat(86_400)),
    })
    .map(({ kind, ...known }) => new ApiError(kind, known));

  it('has a title and advice in whole sentences', () => {
    fc.assert(
      fc.property(fc.oneof(apiError, fc.anything()), fc.constantFrom(...doings), (error, doing) => {
        const { title, advice, quote, serverWords } = explainError(error, doing);
        for (const words of [title, advice]) {
          expect(words.trim()).not.toBe('');
          expect(words).not.toMatch(/undefined|null|\[object|NaN| {2}|\bfalse\b/);
        }
        expect(quote).not.toBe('');
        expect(serverWords).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});
