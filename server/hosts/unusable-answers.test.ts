import { describe, expect, it } from 'vitest';
import { until } from '../gateway/testing/gateway-server';
import { send, startFakeGuardian, type FakeGuardian } from './testing/fake-guardian';
import { ada, enter, portFor, reading } from './testing/port-for-tests';

const last_seen_at = '1970-01-01T00:00:01.000Z';

describe('a host that gives no proper answer', () => {
  it.each([
    ['reading', reading('/guardian/status')],
    ['action', enter],
  ])('is told as silent when it cannot be reached: for an %s nothing was sent', async (_, call) => {
    const guardian = await startFakeGuardian();
    const { ask } = await portFor(guardian);
    await guardian.stop();
    expect(await ask(call)).toMatchObject({
      status: 503,
      body: { error: 'host_silent', data: { host: 'agents-01', last_seen_at } },
    });
  });

  it('is told as silent when a reading gets no answer in time, and an action as one that may have been done', async () => {
    const guardian = await startFakeGuardian();
    guardian.answerWith(() => undefined);
    const { ask, acted } = await portFor(guardian, {}, 200);
    expect(await ask(reading('/guardian/status'))).toMatchObject({
      status: 503,
      body: { error: 'host_silent' },
    });
    expect(await ask(enter)).toMatchObject({
      status: 504,
      body: { error: 'host_outcome_unknown', data: { last_seen_at } },
    });
    expect(acted).toEqual(['agents-01']);
  });

  it('may break off in the middle of its answer', async () => {
    const guardian = await startFakeGuardian();
    guardian.answerWith((_call, response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('{"success":', () => response.destroy());
    });
    const { ask } = await portFor(guardian);
    expect((await ask(reading('/guardian/status'))).body.error).toBe('host_silent');
    expect((await ask(enter)).body.error).toBe('host_outcome_unknown');
  });

  it('never ends the session of a person with a 401', async () => {
    const guardian = await startFakeGuardian('agents-01', { token: 'ksh_other' });
    const { ask } = await portFor(guardian);
    expect(await ask(reading('/guardian/status'))).toMatchObject({
      status: 502,
      body: { error: 'host_refuses' },
    });
    expect(guardian.heard[0]?.person).toEqual({ fault: 'wrong_signature' });
  });

  it('with another clock is told as one that differs, by how much', async () => {
    const guardian = await startFakeGuardian();
    const { ask } = await portFor(guardian);
    const refuseAt = (ms: number) =>
      guardian.answerWith((_call, response) =>
        send(response, 401, {}, { Date: new Date(Date.now() + ms).toUTCString() }),
      );
    refuseAt(61_500);
    const { body } = await ask(enter);
    expect([60, 61, 62]).toContain(body.data.clock_ahead_seconds);
    refuseAt(-60_500);
    expect([-62, -61, -60]).toContain((await ask(enter)).body.data.clock_ahead_seconds);
    refuseAt(0);
    expect((await ask(enter)).body.data).toEqual({ host: 'agents-01', last_seen_at });
  });

  it('cannot be asked without end by one person, whose readings take no place from their actions', async () => {
    const guardian = await startFakeGuardian();
    const held: (() => void)[] = [];
    guardian.answerWith((call, response) => {
      const answer = () => send(response, 200, { success: true, data: guardian.status });
      if (call.method === 'GET') held.push(answer);
      else answer();
    });
    const { ask, hosts, asked } = await portFor(guardian);
    const asking = Array.from({ length: 20 }, () => ask(reading('/guardian/status')));
    await until(() => held.length === 8);
    const others = { ...asked, person: { ...ada, id: 'bob-id' } };
    const bobs = hosts.guardian(others, reading('/guardian/status'));
    expect((await ask(enter)).status).toBe(200);
    await until(() => held.length === 9);
    for (const answer of held) answer();
    const statuses = (await Promise.all(asking)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array<number>(8).fill(200), ...Array<number>(12).fill(429)]);
    expect((await bobs)?.status).toBe(200);
    expect(guardian.heard).toHaveLength(10);
  });

  it('makes no page of it, whatever type it gives its answer, and gets no admin token', async () => {
    const guardian = await startFakeGuardian();
    guardian.answerWith((_call, response) =>
      send(response, 200, { success: true, data: '<script>' }, { 'Content-Type': 'text/html' }),
    );
    const { ask } = await portFor(guardian);
    const { status, headers } = await ask({ ...reading('/guardian/status'), adminToken: 'typed' });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(guardian.heard[0]?.headers).not.toHaveProperty('x-admin-token');
  });

  it.each<[string, Parameters<FakeGuardian['answerWith']>[0]]>([
    [
      'the status of another host',
      (_call, response) => send(response, 200, { success: true, data: { mode: 'NORMAL', host: 'other' } }),
    ],
    ['a page', (_call, response) => response.end('<html>')],
    [
      'a redirect',
      (_call, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end('{}'),
    ],
    [
      'a status that has no body',
      (_call, response) => response.writeHead(205, { 'Content-Length': 2 }).end('{}'),
    ],
    ['no body', (_call, response) => response.writeHead(204).end()],
    [
      'another protocol',
      (_call, response) =>
        response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['no HTTP', (_call, response) => response.socket?.end('SSH-2.0-OpenSSH\r\n')],
    [
      'a status that is none',
      (_call, response) => response.socket?.end('HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\n{}'),
    ],
    ['a huge answer', (_call, response) => response.end(`{"a":"${'x'.repeat(5_000_000)}"}`)],
    [
      'an endless answer',
      (_call, response) => {
        const more = () =>
          !response.destroyed && response.write('x'.repeat(65_536), () => setImmediate(more));
        more();
      },
    ],
  ])('is told as unreadable for %s', async (_, answer) => {
    const guardian = await startFakeGuardian();
    guardian.answerWith(answer);
    const { ask } = await portFor(guardian);
    expect(await ask(reading('/guardian/status'))).toMatchObject({
      status: 502,
      body: { error: 'host_unreadable' },
    });
  });
});
