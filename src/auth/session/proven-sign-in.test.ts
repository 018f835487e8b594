import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenOff, envelope, failure, html, json } from '../../testing/stub-server';
import { OTHER_TENANT, stubServer, TENANT } from '../../testing/stub-server';
import { disconnect } from '../../api/http/connection';
import { signIn } from '../../api/auth';
import { markSignedOut } from './keep-session';
import { provenSignIn } from './proven-sign-in';

const typed = { tenantId: TENANT, role: '', email: 'ada@a.example', id: null, fullName: null };
const me = { id: 'id-ada', email: 'ada@a.example', role: 'SECURITY', tenant_id: TENANT };
const REDACTED = '***EMAIL_REDACTED***';
const status = { status: 'disengaged', tenant_id: TENANT, reason: null };

const lost = () => Promise.reject(new TypeError('Failed to fetch'));
const cut = () => brokenOff(200, '{"success":true,"data":{"acc');
const wholeButCut = (data: unknown) => () =>
  brokenOff(200, JSON.stringify({ success: true, data, error: null, meta: null }));
const answer = (data: unknown) => () => envelope(data);
const refused = (code: number, error: string) => () => json({ success: false, error }, code);
const lowRole = refused(403, "role 'AUDITOR' below required min 'READ_ONLY'");

type Answers = Partial<Record<'token' | 'me' | 'switch' | 'log', () => Response | Promise<Response>>>;

/** Signs in at a server with these answers. A system without an answer here must not be asked. */
function signInAt(answers: Answers) {
  const { sent } = stubServer(({ url }) => {
    const found =
      (url === '/auth/token' && answers.token) ||
      (url === '/auth/me' && answers.me) ||
      (url.startsWith('/decision/') && answers.switch) ||
      (url.startsWith('/audit/') && answers.log);
    if (!found) throw new Error(`not to be asked: ${url}`);
    return found();
  });
  const asked = (path: string) => sent.filter(({ url }) => url.startsWith(path)).length;
  const outcome = signIn(TENANT, typed.email, 'secret').then(
    () => 'answered' as const,
    (error: unknown) => provenSignIn(typed, error),
  );
  return { outcome, asked, sent };
}

beforeEach(() => window.localStorage.clear());
afterEach(() => disconnect());

describe('when the answer to a sign-in breaks off', () => {
  it('after one complete object, the answer counts', async () => {
    const grant = {
      access_token: '***JWT_REDACTED***',
      token_type: 'bearer',
      expires_in: 900,
      tenant_id: TENANT,
      role: 'OWNER',
    };
    const { outcome, asked } = signInAt({ token: wholeButCut(grant) });
    expect(await outcome).toBe('answered');
    expect(asked('/auth/token')).toBe(1);
  });

  it('before its end, /auth/me says who it is, even if its own answer breaks off after one complete object', async () => {
    for (const told of [answer(me), wholeButCut(me)]) {
      const { outcome, asked } = signInAt({ token: cut, me: told });
      expect(await outcome).toMatchObject({ role: 'SECURITY', id: 'id-ada', email: typed.email });
      expect(asked('/auth/token')).toBe(1);
    }
  });

  it('and /auth/me breaks off too, /auth/me is asked up to three times and the sign-in is never repeated', async () => {
    const answers = [cut, cut, answer(me)];
    const { outcome, asked } = signInAt({ token: cut, me: () => (answers.shift() ?? lost)() });
    expect(await outcome).toMatchObject({ id: 'id-ada' });
    expect([asked('/auth/token'), asked('/auth/me')]).toEqual([1, 3]);
  });

  it('and /auth/me breaks off three times, the switch proves what the cookie reads', async () => {
    const { outcome, asked, sent } = signInAt({ token: cut, me: cut, switch: answer(status) });
    expect(await outcome).toEqual({ ...typed, role: 'not told by the server (reads the switch)' });
    expect([asked('/auth/token'), asked('/auth/me'), asked('/decision/')]).toEqual([1, 3, 1]);
    expect(sent.filter(({ headers }) => headers.has('Authorization'))).toEqual([]);
  });

  it.each(['me', 'switch'] as const)(
    'and %s only says that the role is too low, the log proves what the cookie reads',
    async (by) => {
      const { outcome, asked } = signInAt({
        token: cut,
        me: by === 'me' ? lowRole : cut,
        switch: refused(403, 'Kill switch requires ADMIN or SECURITY role'),
        log: answer({ total: 0, items: [] }),
      });
      expect(await outcome).toEqual({ ...typed, role: 'not told by the server (reads the history)' });
      expect(asked('/auth/token')).toBe(1);
    },
  );

  it('and every other answer does too, nothing proves it and trying again will not help', async () => {
    const { outcome } = signInAt({ token: cut, me: cut, switch: cut });
    expect(await failure(outcome)).toMatchObject({ kind: 'unreadable', details: 'cuts-off' });
  });

  it('and the server is gone afterwards, another try may help', async () => {
    const { outcome } = signInAt({ token: cut, me: lost, switch: lost });
    expect(await failure(outcome)).toMatchObject({ kind: 'unreadable', details: 'broke-off' });
  });

  it('and the person may read nothing here, nothing proves it', async () => {
    const low = refused(403, 'requires ADMIN or SECURITY role');
    const { outcome } = signInAt({ token: cut, me: lowRole, switch: low, log: low });
    expect(await failure(outcome)).toMatchObject({ kind: 'unreadable' });
  });

  it.each<[string, () => Response]>([
    ['a gateway without a rule', refused(403, 'no RBAC rule covers GET /decision/kill-switch/1')],
    ['a service that is down', refused(403, 'Fail-Closed: decision service unavailable')],
    ['503', refused(503, 'down')],
    ['401', refused(401, 'Unauthorized')],
    ['the switch of another tenant', answer({ ...status, tenant_id: OTHER_TENANT })],
  ])('and the switch answers with %s, the lever is not exchanged for the history', async (_, told) => {
    const log = answer({ total: 0, items: [] });
    const { outcome, asked } = signInAt({ token: cut, me: cut, switch: told, log });
    await failure(outcome);
    expect(asked('/audit/')).toBe(0);
  });

  it('and /auth/me redacts the email, the replaced cookie proves that it is theirs', async () => {
    const { outcome } = signInAt({ token: cut, me: answer({ ...me, email: REDACTED }) });
    expect(await outcome).toMatchObject({ email: typed.email, id: 'id-ada' });
  });
});

describe('an earlier person’s cookie', () => {
  const bob = { ...me, id: 'id-bob', email: 'bob@a.example' };

  it.each<[string, Answers]>([
    ['names somebody else', { token: cut, me: answer(bob) }],
    [
      'names somebody else of another tenant',
      { token: cut, me: answer({ ...bob, tenant_id: OTHER_TENANT }) },
    ],
    [
      'redacts who it is, after a sign-in without an answer',
      { token: lost, me: answer({ ...bob, email: REDACTED }) },
    ],
    [
      'redacts who it is, after a sign-in that failed',
      { token: refused(503, 'down'), me: answer({ ...bob, email: REDACTED }) },
    ],
    ['reads the switch, after a sign-in without an answer', { token: lost, me: cut }],
    ['reads the switch, after a sign-in that failed', { token: refused(500, 'down'), me: cut }],
    ['reads the switch behind a captive portal', { token: () => html(), me: cut }],
    [
      'reads the switch, after an answer that asks for a second factor',
      { token: answer({ mfa_required: true }), me: cut },
    ],
    [
      'reads the switch, after an answer that contradicts itself',
      { token: () => json({ success: true, error: 'redis_unavailable', data: me }), me: cut },
    ],
  ])('proves nothing when it %s', async (_, answers) => {
    const { outcome, asked } = signInAt({ switch: answer(status), ...answers });
    await failure(outcome);
    expect(asked('/auth/token')).toBe(1);
  });

  it('is excluded when /auth/me names the person who signs in', async () => {
    for (const token of [lost, refused(504, 'timeout'), answer({ odd: true })]) {
      expect(await signInAt({ token, me: answer(me) }).outcome).toMatchObject({ id: 'id-ada' });
    }
  });

  it('is not excluded after a sign-out that the server may not have carried out', async () => {
    markSignedOut();
    expect(await failure(signInAt({ token: lost, me: answer(me) }).outcome)).toMatchObject({
      kind: 'unreachable',
    });
    // When there is an answer, even a broken one, the cookie is a new one.
    expect(await signInAt({ token: cut, me: answer(me) }).outcome).toMatchObject({ id: 'id-ada' });
  });
});

it.each<[string, () => Response]>([
  ['401', refused(401, 'Invalid credentials')],
  ['401 of a service that failed', refused(401, 'An internal server error occurred')],
  ['403', refused(403, 'Tenant is blocked')],
  ['a refusal with status 200', refused(200, 'Invalid credentials')],
  [
    'a grant for another tenant',
    answer({ access_token: 'x', expires_in: 900, tenant_id: OTHER_TENANT, role: 'ADMIN' }),
  ],
])('after %s no further request is sent, and nobody is signed in', async (_, token) => {
  const { outcome, sent } = signInAt({ token });
  await failure(outcome);
  expect(sent).toHaveLength(1);
});
