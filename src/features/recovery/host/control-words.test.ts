import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../api/errors/api-error';
import { checkToken, controlFailure, explainControl, isControlApis, withoutToken } from './control-words';

const http = (status: number, serverWords: string | null = null, bare = true) =>
  new ApiError('http', { status, serverWords, bare });
const NO_RULE = 'no RBAC rule covers GET /control/api/status';

describe('a failure of the control API', () => {
  it.each([
    [http(404), 'absent'],
    [http(403, NO_RULE), 'absent'],
    [http(403, NO_RULE, false), 'absent'],
    [http(401), 'token'],
    [http(403), 'token'],
    [http(403, 'Forbidden', false), 'refused'],
    [http(403, 'Kill switch requires ADMIN or SECURITY role'), 'refused'],
    [http(403, 'Tenant is blocked'), 'refused'],
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
    expect(controlFailure(error, true)).toBe(failure);
  });

  it.each([
    [http(403, 'X-ADMIN-TOKEN is wrong'), true],
    [http(401, 'Admin token required'), true],
    [http(403, 'X-ADMIN-TOKEN is wrong', false), false],
    [http(401, 'Not authenticated'), false],
    [http(401, 'Invalid or expired token'), false],
    [http(403, NO_RULE), false],
    [http(404, 'The admin token is not set'), false],
    [new ApiError('unreadable', { status: 403, bare: true, serverWords: 'admin token' }), false],
    [new Error('admin token'), false],
  ] as const)('%j proves that the control API answered: %s', (error, own) => {
    expect(isControlApis(error)).toBe(own);
    // For a server that has not proved to be the control API, a refusal never leads to the host's token being asked for.
    expect(controlFailure(error, false) === 'token').toBe(own);
  });

  it.each([401, 403])('%i is about the admin token, never about the session', (status) => {
    const words = explainControl(http(status, 'Nope'), true);
    expect(words.title).toBe('The admin token is missing or wrong');
    expect(words.serverWords).toBe('Nope');
    expect(JSON.stringify(words)).not.toMatch(/session|re-?login|sign in/i);
  });

  it.each([http(404), http(403, NO_RULE, false)])(
    '%j says that there is no control API, and names the setting',
    (error) => {
      expect(explainControl(error, false)).toMatchObject({
        title: 'This server has no control API',
        advice: expect.stringContaining('ENABLE_CONTROL_API is not 1'),
      });
    },
  );

  it('never repeats the token, even if the host does', () => {
    const words = explainControl(http(403, 'token s3cret! is wrong, s3cret!'), true, 's3cret!');
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
  it('may be left out [OPS-11]', () => {
    expect(checkToken('  ')).toEqual({ ok: true, token: '' });
  });

  it('must be ASCII, and a refusal does not repeat it', () => {
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
