import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/api-error';
import { checkToken, controlFailure, explainControl, withoutToken } from './control-words';

const http = (status: number, serverWords: string | null = null) =>
  new ApiError('http', { status, serverWords });

describe('a failure of the control API', () => {
  it.each([
    [http(404), 'off'],
    [http(401), 'token'],
    [http(403), 'token'],
    [http(400), 'refused'],
    [http(429), 'refused'],
    [http(500), 'unreachable'],
    [http(503), 'unreachable'],
    [new ApiError('unreachable'), 'unreachable'],
    [new ApiError('timeout'), 'unreachable'],
    [new ApiError('unreadable', { status: 200 }), 'unreachable'],
    [new ApiError('offline'), 'not-asked'],
    [new Error('bug'), 'unreachable'],
  ] as const)('%j is %s', (error, failure) => {
    expect(controlFailure(error)).toBe(failure);
  });

  it.each([401, 403])('%i is about the admin token, never about the session', (status) => {
    const words = explainControl(http(status, 'Nope'));
    expect(words.title).toBe('The admin token is missing or wrong');
    expect(words.serverWords).toBe('Nope');
    expect(JSON.stringify(words)).not.toMatch(/session|re-?login|sign in/i);
  });

  it('404 names the setting', () => {
    expect(explainControl(http(404))).toMatchObject({
      title: 'The control API is switched off on this host',
      advice: expect.stringContaining('ENABLE_CONTROL_API is not 1'),
    });
  });

  it('never repeats the token, even if the host does', () => {
    const words = explainControl(http(403, 'token s3cret! is wrong, s3cret!'), 's3cret!');
    expect(JSON.stringify(words)).not.toContain('s3cret!');
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, token) => {
        const clean = withoutToken(text + token + text, token);
        expect(clean).toContain('[admin token]');
      }),
    );
  });
});

describe('the admin token', () => {
  it('may be none', () => {
    expect(checkToken('  ')).toEqual({ ok: true, token: '' });
  });

  it('is ASCII or refused, and a refusal does not repeat it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const check = checkToken(typed);
        if (check.ok) {
          expect(check.token).toBe(typed.trim());
          expect(new Headers({ 'X-ADMIN-TOKEN': check.token }).get('X-ADMIN-TOKEN')).toBe(check.token);
        } else expect(check).toEqual(checkToken('ä'));
      }),
    );
    expect(checkToken('gehéim').ok).toBe(false);
    expect(checkToken('a\u0000b').ok).toBe(false);
  });
});
