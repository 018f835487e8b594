import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  apiOrigin,
  apiUrl,
  bearerOf,
  connect,
  currentConnection,
  disconnect,
  onUnauthorized,
  reportUnauthorized,
  urlPart,
} from './connection';
import { JWT, TENANT } from '../../testing/stub-server';

function setMeta(content: string) {
  const meta = document.createElement('meta');
  meta.name = 'api-origin';
  meta.content = content;
  document.head.append(meta);
}

afterEach(() => {
  disconnect();
  document.head.replaceChildren();
});

describe('the connection', () => {
  it('does not exist at first, then is the one that was made, then is gone again', () => {
    expect(currentConnection()).toBeNull();
    connect({ tenantId: TENANT, token: JWT });
    expect(currentConnection()).toEqual({ tenantId: TENANT, token: JWT });
    disconnect();
    expect(currentConnection()).toBeNull();
  });

  it('keeps the token out of every storage', () => {
    connect({ tenantId: TENANT, token: JWT });
    expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, '']);
  });

  it.each([
    [JWT, `Bearer ${JWT}`],
    ['***JWT_REDACTED***', null],
    ['a.b', null],
    ['a.b.c\r\nX-Evil: 1', null],
    ['', null],
    [null, null],
  ])('sends the token %s as %s', (token, bearer) => {
    expect(bearerOf({ tenantId: TENANT, token })).toBe(bearer);
  });
});

describe('a 401', () => {
  it('is reported to all listeners until they stop listening', () => {
    const [one, other] = [vi.fn(), vi.fn()];
    const stop = onUnauthorized(one);
    const stopOther = onUnauthorized(other);
    reportUnauthorized(null);
    stop();
    reportUnauthorized(null);
    stopOther();
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 2]);
  });

  it('of an earlier session says nothing about the present one', () => {
    const listener = vi.fn();
    const stop = onUnauthorized(listener);
    connect({ tenantId: TENANT, token: null });
    const earlier = currentConnection();
    connect({ tenantId: TENANT, token: null });
    reportUnauthorized(earlier);
    stop();
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('the address of the API', () => {
  it('is the root of this site by default, wherever the console itself is', () => {
    expect(apiOrigin()).toBe('');
    expect(apiUrl('/decision/x')).toBe('/decision/x');
  });

  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com///', 'https://api.example.com'],
    ['  http://10.0.0.1:8080/ ', 'http://10.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['', ''],
    ['api.example.com', ''],
    ['//api.example.com', ''],
    ['javascript:alert(1)', ''],
    ['data:text/html,x', ''],
    ['https://user:pw@api.example.com', ''],
    ['https://api.example.com/gateway', ''],
    ['https://api.example.com?x=1', ''],
    ['https://', ''],
  ])('with <meta api-origin %j> is %j', (content, origin) => {
    setMeta(content);
    expect(apiOrigin()).toBe(origin);
    expect(apiUrl('/auth/me')).toBe(`${origin}/auth/me`);
  });
});

it.each([
  ['a/../b?c#d', 'a%2F..%2Fb%3Fc%23d'],
  ['\uD83D', '%EF%BF%BD'],
  ['😀', '%F0%9F%98%80'],
])('%j becomes %s as a part of a URL', (text, part) => {
  expect(urlPart(text)).toBe(part);
});
