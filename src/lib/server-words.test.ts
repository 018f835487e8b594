import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTechnical, withoutSecrets } from './server-words';

const SECRET = 'hunter2-S3cr3t';

describe('withoutSecrets', () => {
  it.each([
    `password=${SECRET}`,
    `could not connect: host=db user=aegis password='${SECRET}' port=5432`,
    `PASSWORD = "${SECRET}"`,
    `{"password":"${SECRET}","user":"a"}`,
    `{\\"password\\":\\"${SECRET}\\"}`,
    `password: ${SECRET}`,
    `db_password=${SECRET}&x=1`,
    `token=${SECRET}`,
    `access_token: ${SECRET}, next`,
    `client_secret=${SECRET}`,
    `JWT_SECRET=${SECRET};`,
    `X-Api-Key: ${SECRET}`,
    `Authorization: Bearer ${SECRET}`,
    `Authorization: ${SECRET} ${SECRET}`,
    `headers={'authorization': 'Basic ${SECRET}'}`,
    `curl with bearer ${SECRET} failed`,
    `Set-Cookie: acp_token=${SECRET}; HttpOnly`,
    `postgresql://aegis:${SECRET}@db:5432/aegis`,
    `redis://:${SECRET}@cache:6379`,
    `got eyJhbGciOi.${SECRET}.${SECRET} back`,
    `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----`,
    `-----BEGIN PRIVATE KEY----- ${SECRET}`,
  ])('hides the value in %j', (text) => {
    const rest = withoutSecrets(text);
    expect(rest).not.toContain(SECRET);
    expect(rest).toContain('[not shown]');
    expect(isTechnical(rest)).toBe(true);
  });

  it.each([
    'Email, password or tenant ID is wrong',
    'password: field required',
    'token: expired',
    'The token is missing',
    'Bearer token is missing',
    'Basic authentication required',
    'Tokens per minute: 120',
    'Fail-Closed: decision service unavailable',
    'no RBAC rule covers POST /decision/kill-switch/x',
    "role 'VIEWER' below 'SECURITY'",
    'See https://status.example.com/incidents?id=7',
    'Account is locked for 55s',
  ])('changes nothing in %j', (text) => expect(withoutSecrets(text)).toBe(text));

  it('hides everything after password= in any text around it', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9!#$%*+./:<>?@^_`|~-]{6,30}$/);
    const words = fc.string({ maxLength: 20 }).map((text) => text.replace(/["'\\]/g, ''));
    fc.assert(
      fc.property(words, value, words, (before, secret, after) => {
        fc.pre(!before.includes(secret) && !after.includes(secret));
        expect(withoutSecrets(`${before} password=${secret} ${after}`)).not.toContain(`=${secret}`);
      }),
    );
  });
});

describe('isTechnical', () => {
  it.each([
    'Traceback (most recent call last): File "/app/main.py", line 12, in engage',
    'TypeError: x is not a function at Object.engage (/app/dist/main.js:10:5)',
    'Error at async file:///srv/app/index.mjs:3:1',
    'java.lang.NullPointerException: at com.aegis.Switch.engage(Switch.java:42)',
    'panic: runtime error goroutine 1 [running]',
    'sqlalchemy.exc.OperationalError: connection refused',
    'redis.exceptions.ConnectionError: Error 111',
    'line one\nline two\nline three\nline four',
    'thread main panicked at src/main.rs:4:5',
    '(psycopg2.OperationalError) [SQL: SELECT 1]',
  ])('is true for %j', (text) => expect(isTechnical(text)).toBe(true));

  it.each([
    'No such tenant',
    'Fail-Closed: decision service unavailable',
    'Validation failed: reason: String should have at least 1 character',
    'Too many authentication failures from this IP',
    'An internal server error occurred',
    'Look at 10:00 again',
    'Locked until 2026-11-21T09:00:00Z at the earliest',
    "role 'VIEWER' is below the required 'SECURITY'",
    'Redis error: timeout',
    'decision_timeout. Exceeded 10 s.',
  ])('is false for the sentence %j', (text) => expect(isTechnical(text)).toBe(false));
});
