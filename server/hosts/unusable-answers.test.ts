import { describe, expect, it } from 'vitest';
import { send, startFakeGuardian, type FakeGuardian } from './testing/fake-guardian';
import { enter, portFor, reading } from './testing/port-for-tests';

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
    ['no body', (_call, response) => response.writeHead(204).end()],
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
