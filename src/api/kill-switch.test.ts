import { QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { etagOf, killSwitchStatus, sendToggle } from './kill-switch';
import { createQueryClient } from './http/query-client';
import {
  envelope,
  failure,
  json,
  never,
  OTHER_TENANT,
  setOnline,
  stubServer,
  TENANT,
} from '../testing/stub-server';

const engaged = { status: 'engaged', tenant_id: TENANT, reason: 'manual_admin_lockdown' };
const disengaged = { status: 'disengaged', tenant_id: TENANT, reason: null };
const read = (tenantId = TENANT) => createQueryClient().fetchQuery(killSwitchStatus(tenantId));

afterEach(() => void vi.useRealTimers());

describe('the status of the switch', () => {
  it('is requested for its tenant [AEGIS-31]', async () => {
    const { sent } = stubServer(() => envelope(engaged));
    expect((await read()).data).toEqual(engaged);
    expect(sent[0]).toMatchObject({ url: `/decision/kill-switch/${TENANT}`, init: { method: 'GET' } });
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe(TENANT);
    expect(killSwitchStatus(TENANT).queryKey).toEqual(['kill-switch', TENANT, 'status']);
  });

  it('cannot be led to another path by a tenant id', async () => {
    const { sent } = stubServer(() => envelope(engaged));
    await failure(read('../../audit/logs?x#y'));
    expect(sent[0]?.url).toBe('/decision/kill-switch/..%2F..%2Faudit%2Flogs%3Fx%23y');
  });

  it('keeps time and operator when a server sends them', async () => {
    const full = { ...engaged, engaged_at: '2026-11-21T08:00:00Z', engaged_by: 'olga' };
    stubServer(() => envelope({ ...full, unknown: 1 }));
    expect((await read()).data).toEqual(full);
  });

  it.each<[string, unknown, string]>([
    ['another tenant', { ...disengaged, tenant_id: OTHER_TENANT }, 'wrong-tenant'],
    [
      'a redacted tenant',
      { ...disengaged, tenant_id: `***AADHAAR_REDACTED***${TENANT.slice(8)}` },
      'redacted-tenant',
    ],
    ['no tenant', { status: 'disengaged' }, 'wrong-shape'],
    ['a new state', { ...disengaged, status: 'paused' }, 'wrong-shape'],
    ['a state in capitals', { ...disengaged, status: 'DISENGAGED' }, 'wrong-shape'],
    ['a reason that is no text', { ...disengaged, reason: {} }, 'wrong-shape'],
  ])('of %s is an error and never a state', async (_, data, kind) => {
    stubServer(() => envelope(data));
    expect(await failure(read())).toMatchObject({ kind });
  });

  it('counts for the same tenant in capitals', async () => {
    stubServer(() => envelope({ ...engaged, tenant_id: TENANT.toUpperCase() }));
    expect((await read()).data.status).toBe('engaged');
  });

  it('is polled every 30 s, every 5 s while reading fails, and keeps the last known answer', async () => {
    vi.useFakeTimers();
    let answer = () => envelope(engaged);
    const { fetch } = stubServer(() => answer());
    const observer = new QueryObserver(createQueryClient(), killSwitchStatus(TENANT));
    const stop = observer.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(29_999);
    expect(fetch).toHaveBeenCalledTimes(1);
    answer = () => json({ detail: 'down' }, 503);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(observer.getCurrentResult()).toMatchObject({ status: 'error', data: { data: engaged } });
    answer = () => envelope(engaged);
    await vi.advanceTimersByTimeAsync(5_000);
    const second = observer.getCurrentResult().data;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(fetch).toHaveBeenCalledTimes(5);
    // An equal answer is still a newer answer: its age starts again.
    expect(observer.getCurrentResult().data?.askedAt.wall).toBe((second?.askedAt.wall ?? 0) + 30_000);
    stop();
  });

  it('is polled in a hidden tab too', async () => {
    vi.useFakeTimers();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const { fetch } = stubServer(() => envelope(engaged));
    const stop = new QueryObserver(createQueryClient(), killSwitchStatus(TENANT)).subscribe(() => {});
    await vi.advanceTimersByTimeAsync(90_000);
    stop();
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('is dropped when a toggle was sent after its request (law 7)', async () => {
    const client = createQueryClient();
    const { sent } = stubServer(never);
    const reading = failure(client.fetchQuery(killSwitchStatus(TENANT)));
    await client.cancelQueries({ queryKey: ['kill-switch', TENANT] });
    await reading;
    expect(sent[0]?.init.signal?.aborted).toBe(true);
    stubServer(() => envelope(engaged));
    await client.fetchQuery(killSwitchStatus(TENANT));
    expect(client.getQueryData(killSwitchStatus(TENANT).queryKey)?.data.status).toBe('engaged');
  });
});

describe('a toggle', () => {
  it.each([
    ['engage', 'POST', '{"action":"engage","reason":"runaway"}'],
    ['disengage', 'DELETE', '{"reason":"runaway"}'],
  ] as const)(
    '%s is a %s with the reason in its body, never in the URL [AEGIS-32, AEGIS-33]',
    async (action, method, body) => {
      const { sent } = stubServer(() => envelope({ status: `${action}d`, tenant_id: TENANT }));
      const { data } = await sendToggle(TENANT, action, 'runaway');
      expect(data).toEqual({ status: `${action}d`, tenant_id: TENANT });
      expect(sent).toHaveLength(1);
      expect(sent[0]).toMatchObject({ url: `/decision/kill-switch/${TENANT}`, init: { method, body } });
      expect(sent[0]?.headers.get('X-Tenant-ID')).toBe(TENANT);
    },
  );

  it('has If-Match only where the state had an epoch', async () => {
    expect(etagOf({ ...disengaged, status: 'disengaged', epoch: 0 })).toBe('"0"');
    expect(etagOf({ ...disengaged, status: 'disengaged' })).toBeNull();
    const { sent } = stubServer(() => envelope({ status: 'disengaged', tenant_id: TENANT, epoch: 8 }));
    await sendToggle(TENANT, 'disengage', 'over', '"7"');
    await sendToggle(TENANT, 'disengage', 'over');
    expect(sent.map(({ headers }) => headers.get('If-Match'))).toEqual(['"7"', null]);
  });

  it.each([
    ['a refusal', () => json({ detail: 'no' }, 403)],
    ['a broken server', () => json({ detail: 'no' }, 503)],
    ['a lost connection', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is sent once, whatever the result: %s', async (_, server) => {
    vi.useFakeTimers();
    const { fetch } = stubServer(server);
    await failure(sendToggle(TENANT, 'engage', 'runaway'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is refused offline, and never sent later (law 3)', async () => {
    vi.useFakeTimers();
    setOnline(false);
    const { fetch } = stubServer(never);
    expect(await failure(sendToggle(TENANT, 'engage', 'runaway'))).toMatchObject({ kind: 'offline' });
    setOnline(true);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('is aborted after 15 s, and its outcome is then unknown', async () => {
    vi.useFakeTimers();
    stubServer(never);
    const settled = vi.fn();
    const error = failure(sendToggle(TENANT, 'disengage', 'over')).finally(settled);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ kind: 'timeout' });
  });

  it('accepted for another tenant is an error', async () => {
    stubServer(() => envelope({ status: 'engaged', tenant_id: OTHER_TENANT }));
    expect(await failure(sendToggle(TENANT, 'engage', 'x'))).toMatchObject({
      kind: 'wrong-tenant',
    });
  });
});
