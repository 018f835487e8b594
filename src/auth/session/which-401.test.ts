import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, disconnect } from '../../api/http/connection';
import { envelope, json, JWT, stubServer, TENANT } from '../../testing/stub-server';
import { endsSession } from './which-401';

const SWITCH = `/decision/kill-switch/${TENANT}`;
const HISTORY = '/audit/logs?action=kill_switch_engaged&limit=20';
const person = { tenantId: TENANT, role: 'ADMIN', email: 'ada@x.example', id: null, fullName: null };
const as = (role: string) => ({ ...person, role });
const refused = () => json({ success: false, error: 'Unauthorized' }, 401);
const answered = () => envelope({});

beforeEach(() => connect({ tenantId: TENANT, token: JWT }));
afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

describe('a 401 ends the session at once, without another question', () => {
  test.each([
    ['of the switch', SWITCH, 'ADMIN'],
    ['of the audit log, for those who may not read the switch', HISTORY, 'AUDITOR'],
    ['to something that the person did', null, 'ADMIN'],
    ['to something that a viewer did', null, 'VIEWER'],
  ])('%s', async (_, read, role) => {
    const { sent } = stubServer(answered);
    expect(await endsSession(read, as(role))).toBe(true);
    expect(sent).toEqual([]);
  });
});

describe('a 401 of a side system', () => {
  test.each([
    ['/guardian/status', 'ADMIN', SWITCH],
    ['/guardian/events?limit=50', 'SECURITY', SWITCH],
    [HISTORY, 'OWNER', SWITCH],
    ['/guardian/status', 'AUDITOR', '/auth/me'],
    ['/guardian/status', 'VIEWER', '/auth/me'],
    ['/guardian/status', 'unheard of', '/auth/me'],
  ])('is checked: for %s, by %s, the console asks %s', async (read, role, judge) => {
    const { sent } = stubServer(refused);
    expect(await endsSession(read, as(role))).toBe(true);
    expect(sent.map(({ url, init }) => [init.method, url])).toEqual([['GET', judge]]);
    expect(sent[0]?.headers.get('Authorization')).toBe(`Bearer ${JWT}`);
  });

  test.each<[string, () => Response | Promise<Response>]>([
    ['an answer', answered],
    ['403', () => json({ error: 'Forbidden' }, 403)],
    ['503', () => json({ error: 'Down' }, 503)],
    ['nothing', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('ends no session when it is not confirmed by %s', async (_, server) => {
    stubServer(server);
    expect(await endsSession('/guardian/status', person)).toBe(false);
  });

  test('is checked at most once per 30 s, and at once after the next sign-in', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    const { sent } = stubServer(answered);
    await endsSession('/guardian/status', person);
    vi.advanceTimersByTime(29_999);
    await endsSession(HISTORY, person);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1);
    await endsSession('/guardian/status', person);
    expect(sent).toHaveLength(2);
    connect({ tenantId: TENANT, token: JWT });
    await endsSession('/guardian/status', person);
    expect(sent).toHaveLength(3);
  });

  test('of an earlier session says nothing about the present one', async () => {
    stubServer(() => {
      connect({ tenantId: TENANT, token: JWT });
      return refused();
    });
    expect(await endsSession('/guardian/status', person)).toBe(false);
  });
});
