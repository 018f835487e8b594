import { describe, expect, it } from 'vitest';
import { createGateway } from './create-gateway';
import { createFakeBeats } from './testing/fake-beats';
import { startTestGateway, until } from './testing/gateway-server';

const nothing = { info: () => undefined, warn: () => undefined };
const base = { name: 'x', upstream: null, upstreamSecret: null, agentRate: null, log: nothing };

describe('a gateway whose store is away', () => {
  it('refuses by itself when its lease is over, by nobody’s message [AEGIS-03, AEGIS-45]', async () => {
    const { execute, beats, gateway } = await startTestGateway({ leaseMs: 1_000 });
    beats.hang();
    beats.toggle(true, true);
    const began = performance.now();
    let answer = await execute();
    while (answer.status === 200) answer = await execute();
    // The last answer was asked for before the store hung.
    expect(performance.now() - began).toBeLessThan(1_000 + 200);
    expect(answer).toMatchObject({ status: 503, body: { error: 'kill_switch_unknown' } });
    expect(gateway.isReady()).toBe(false);
  });

  it('refuses as soon as wall and monotonic clock show that it was suspended', async () => {
    const { execute, beats, passTime } = await startTestGateway();
    beats.hang();
    expect((await execute()).status).toBe(200);
    passTime(0, 1_100);
    expect((await execute()).status).toBe(503);
  });

  it('goes on saying that the switch is engaged', async () => {
    const { execute, beats, passTime } = await startTestGateway();
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    beats.fail(true);
    passTime(60_000);
    expect((await execute()).body).toMatchObject({ error: 'kill_switch_engaged' });
  });

  it('tries again, goes on when the store is back, and logs both once', async () => {
    const { execute, beats, passTime, gateway, logged } = await startTestGateway();
    beats.fail(true);
    gateway.beatNow();
    await until(() => logged.includes('the store does not answer'));
    passTime(5_000);
    expect((await execute()).status).toBe(503);
    beats.fail(false);
    await until(() => gateway.isReady());
    expect((await execute()).status).toBe(200);
    expect(logged.filter((message) => message.startsWith('the store'))).toEqual([
      'the store does not answer',
      'the store answers again',
    ]);
  });

  it('counts the lease from the moment at which it asked, not from a late answer', async () => {
    const { execute, beats, passTime, gateway } = await startTestGateway();
    beats.hang('after');
    gateway.beatNow();
    const before = beats.reports.length;
    await until(() => beats.reports.length > before);
    passTime(4_100);
    beats.fail(true);
    beats.flow();
    await new Promise((done) => setImmediate(done));
    expect((await execute()).body).toMatchObject({ error: 'kill_switch_unknown' });
  });

  it('takes no lease from a store that was set back to an older epoch', async () => {
    const { execute, beats, gateway, passTime, logged } = await startTestGateway();
    beats.toggle(true);
    beats.toggle(false);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 2) ?? false);
    expect((await execute()).status).toBe(200);
    beats.restore(1);
    gateway.beatNow();
    await until(() => logged.some((message) => message.includes('older epoch')));
    passTime(4_100);
    expect((await execute()).body).toMatchObject({ error: 'kill_switch_unknown' });
  });
});

describe('what a gateway reports', () => {
  it('logs once which gateways fell silent for so long that they are no longer listed', async () => {
    const { beats, gateway, logged } = await startTestGateway();
    const silent = () => logged.filter((message) => message.includes('silent for 24 hours'));
    beats.forgotten.push('eu-2');
    gateway.beatNow();
    await until(() => silent().length === 1);
    const { length } = beats.reports;
    gateway.beatNow();
    await until(() => beats.reports.length > length);
    expect(silent()).toHaveLength(1);
  });

  it('confirms a toggle at once, and not with the next beat of its second', async () => {
    const { beats } = await startTestGateway({ random: () => 0.99 });
    const began = performance.now();
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('agrees with what the agents counted', async () => {
    const { execute, beats, gateway } = await startTestGateway();
    const seen = { allowed: 0, denied: 0 };
    const call = async () => {
      const { status } = await execute();
      seen[status === 200 ? 'allowed' : 'denied'] += 1;
    };
    for (let turn = 0; turn < 20; turn += 1) await call();
    beats.fail(true);
    gateway.beatNow();
    for (let turn = 0; turn < 5; turn += 1) await call();
    beats.fail(false);
    beats.toggle(true);
    await Promise.all(Array.from({ length: 30 }, call));
    await gateway.stop();
    const newest = new Map(
      beats.reports.flatMap(({ calls }) => calls).map((calls) => [`${calls.epoch} ${calls.agent}`, calls]),
    );
    const total = { allowed: 0, denied: 0 };
    for (const { allowed, denied } of newest.values()) {
      total.allowed += allowed;
      total.denied += denied;
    }
    expect(total).toEqual(seen);
    expect(newest.get('1 mail')?.allowed ?? 0).toBe(0);
  });

  it('names the calls that it allowed after an engage that it did not know', async () => {
    const { execute, beats, gateway } = await startTestGateway();
    await execute({ headers: { 'X-Request-ID': 'before' } });
    beats.hang();
    beats.toggle(true, true);
    await execute({ headers: { 'X-Request-ID': 'after' } });
    beats.flow();
    gateway.beatNow();
    await until(() => beats.reports.some(({ leaked }) => leaked.length > 0));
    const leaked = beats.reports.flatMap((report) => report.leaked)[0];
    expect(leaked).toMatchObject({ epoch: 1, complete: true });
    expect(leaked?.items).toContainEqual(
      expect.objectContaining({ requestId: 'after', agent: 'mail', tool: 'send', gateway: 'eu-1' }),
    );
  });
});

describe('a gateway that stops', () => {
  it('refuses, reports its last counters and says goodbye', async () => {
    const { gateway, beats, execute } = await startTestGateway();
    await execute();
    await gateway.stop();
    expect(beats.left).toEqual([gateway.id]);
    expect(beats.reports.at(-1)?.calls).toMatchObject([{ agent: 'mail', allowed: 1 }]);
    expect(await execute()).toMatchObject({ status: 503, body: { error: 'kill_switch_unknown' } });
    const reports = beats.reports.length;
    gateway.beatNow();
    beats.toggle(true);
    expect(beats.reports).toHaveLength(reports);
  });

  it('does not wait for a store that does not answer', async () => {
    const { gateway, beats } = await startTestGateway();
    beats.hang();
    beats.leave = () => new Promise(() => undefined);
    const began = performance.now();
    await gateway.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

it.each([999, 4_001])('a lease of %d ms is refused at the start', (leaseMs) => {
  expect(() => createGateway({ ...base, beats: createFakeBeats(), leaseMs })).toThrow(RangeError);
});

it('an upstream without a secret is refused at the start', () => {
  const upstream = new URL('http://127.0.0.1:1/');
  expect(() => createGateway({ ...base, beats: createFakeBeats(), leaseMs: 4_000, upstream })).toThrow(
    RangeError,
  );
});
