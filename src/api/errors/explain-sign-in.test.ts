import { describe, expect, it } from 'vitest';
import { ApiError, BROKE_OFF, CUTS_OFF } from './api-error';
import { explainError } from './explain-error';
import { secondsToWait } from './explain-sign-in';

const refusal = (status: number, serverWords: string, retryAfterSeconds: number | null = null) =>
  new ApiError('http', { status, serverWords, retryAfterSeconds, requestId: 'r-1' });

describe('a refused sign-in', () => {
  it.each([
    'An internal server error occurred',
    'Fail-Closed: identity service unavailable',
    'could not connect to server',
  ])('with %j means a service that failed, not a wrong password', (words) => {
    const { title, serverWords, advice } = explainError(refusal(401, words), 'sign-in');
    expect(title).toBe('The sign-in service failed; your password may be right');
    expect(serverWords).toBe(words);
    expect(advice).toMatch(/Try again in a minute\..*act without the console/);
  });

  it.each(['Too many failed attempts — locked for 55s', 'Account locked. Try again in 5 minutes.'])(
    'with %j means a locked account',
    (words) => {
      const { title, advice } = explainError(refusal(401, words), 'sign-in');
      expect(title).toBe('The account is locked after too many failed attempts');
      expect(advice).toContain('even the right password is refused');
    },
  );

  it('because of its address is not explained by the tenant’s quota', () => {
    const { title, advice } = explainError(
      refusal(429, 'Too many authentication failures from this IP'),
      'sign-in',
    );
    expect(title).toBe('Too many failed sign-ins from this network address');
    expect(advice).toContain('another network');
  });

  it('with any other words means a wrong email, password or tenant', () => {
    expect(explainError(refusal(401, 'Invalid credentials'), 'sign-in').title).toBe(
      'Email, password or tenant ID is wrong',
    );
  });
});

it.each(['sign-in', 'start', 'session'] as const)(
  'a 429 while doing %j is not blamed on an agent',
  (doing) => {
    const { title, advice } = explainError(refusal(429, 'Rate limit exceeded'), doing);
    expect(title).toBe('Too many requests (429)');
    expect(advice).not.toContain('agent');
  },
);

it('a 429 on the switch still names what may use up the quota', () => {
  expect(explainError(refusal(429, 'Rate limit exceeded'), 'engage').advice).toContain('A runaway agent');
});

describe('a sign-in whose answers broke off', () => {
  it('suggests one more try at first', () => {
    const once = new ApiError('unreadable', { status: 200, details: BROKE_OFF });
    expect(explainError(once, 'sign-in').advice).toMatch(/may have worked\. Then try again\.$/);
  });

  it('suggests no more tries when every answer broke off, because the people who run Aegis must fix it', () => {
    const always = new ApiError('unreadable', { status: 200, details: CUTS_OFF });
    const { title, advice } = explainError(always, 'sign-in');
    expect(title).toBe('The server cuts off its own answers');
    expect(advice).toMatch(/Trying again will not help\. Tell your Aegis team/);
    expect(advice).not.toMatch(/try again/i);
  });
});

describe('the time to wait', () => {
  it.each<[string, number | null]>([
    ['Too many failed attempts — locked for 55s', 55],
    ['locked for 60 seconds', 60],
    ['Account locked. Try again in 5 minutes.', 300],
    ['Account locked for 15m', 900],
    ['Account locked for 1 hour', 3_600],
    ['Account locked', null],
    ['Account locked after 6 attempts', null],
    ['Invalid credentials for 12 s', null],
  ])('after %j is %j s', (words, seconds) => expect(secondsToWait(refusal(401, words))).toBe(seconds));

  it('comes from Retry-After when the words do not say it', () => {
    expect(secondsToWait(refusal(429, 'Too many authentication failures from this IP', 40))).toBe(40);
    expect(secondsToWait(refusal(401, 'Account locked', 30))).toBe(30);
  });
});
