import { describe, expect, it } from 'vitest';
import { ACME, GLOBEX } from '../../core/conformance/store-under-test';
import { send, sendText, startFakeGuardian } from './testing/fake-guardian';
import { ada, enter, portFor, reading } from './testing/port-for-tests';

describe('a call that is passed on to a host', () => {
  it('names the person to the Guardian, who alone judges the role [F7-36]', async () => {
    const guardian = await startFakeGuardian();
    const { ask, acted } = await portFor(guardian);
    const { status, body } = await ask(enter);
    expect([status, body.data.mode, acted]).toEqual([200, 'SAFE', ['agents-01']]);
    expect(guardian.heard).toMatchObject([
      {
        method: 'POST',
        path: '/guardian/safe-mode/enter',
        body: enter.body,
        headers: { 'x-request-id': 'request-1', 'content-type': 'application/json' },
        person: { ...ada, tenantId: ACME.id, host: 'agents-01' },
      },
    ]);
    expect(JSON.stringify(guardian.heard[0]?.headers)).not.toContain('ksh_');
  });

  it('passes the query on without the host’s name, and the answer as it is', async () => {
    const guardian = await startFakeGuardian();
    const { ask } = await portFor(guardian);
    await ask(reading('/guardian/events', 'host=agents-01&limit=5&before=evt-000007'));
    expect(Object.fromEntries(guardian.heard[0]?.query ?? [])).toEqual({ limit: '5', before: 'evt-000007' });
    guardian.answerWith((_call, response) =>
      send(
        response,
        409,
        { success: false, error: 'exit_blocked' },
        { 'Retry-After': '3', 'Set-Cookie': 'a=b' },
      ),
    );
    const { status, headers, body } = await ask(reading('/guardian/status'));
    expect([status, body.error, headers.get('retry-after')]).toEqual([409, 'exit_blocked', '3']);
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('passes a file on with its name, whatever is in it', async () => {
    const guardian = await startFakeGuardian();
    const { hosts, asked } = await portFor(guardian);
    const headers = {
      'Content-Type': 'application/gzip',
      'Content-Disposition': 'attachment; filename="x.gz"',
    };
    guardian.answerWith((_call, response) =>
      sendText(response, 200, Buffer.from([0x1f, 0x8b, 0xff, 0]), headers),
    );
    const file = await hosts.guardian(asked, { ...reading('/guardian/logs/export'), method: 'POST' });
    expect(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(
      new Uint8Array([0x1f, 0x8b, 0xff, 0]),
    );
    expect(file?.headers.get('content-disposition')).toBe('attachment; filename="x.gz"');
  });

  it('reaches no host of another tenant, and lists none, and no token', async () => {
    const guardian = await startFakeGuardian();
    const { hosts, asked } = await portFor(guardian, { controlUrl: 'http://127.0.0.1:9' });
    const foreign = { ...asked, tenantId: GLOBEX.id };
    expect(await hosts.guardian(foreign, reading('/guardian/status'))).toBeNull();
    expect(await hosts.control(foreign, reading('/control/api/status'))).toBeNull();
    expect(await hosts.list(GLOBEX.id)).toEqual([]);
    expect(JSON.stringify(await hosts.list(ACME.id))).not.toMatch(/ksh_|127\.0\.0\.1/);
    expect(guardian.heard).toEqual([]);
  });
});

describe('the host control API', () => {
  it('is asked for a person who is signed in, with the admin token that they typed', async () => {
    const [guardian, control] = [await startFakeGuardian(), await startFakeGuardian()];
    const controlUrl = control.record(ACME.id).url;
    const { hosts, asked } = await portFor(guardian, { controlUrl });
    control.answerWith((_call, response) => send(response, 401, { detail: 'X-ADMIN-TOKEN is required' }));
    const stop = { ...reading('/control/api/stop'), method: 'POST', adminToken: 'typed' };
    const answer = await hosts.control(asked, stop);
    expect([answer?.status, await answer?.json()]).toEqual([401, { detail: 'X-ADMIN-TOKEN is required' }]);
    expect(control.heard).toMatchObject([{ headers: { 'x-admin-token': 'typed' }, person: ada }]);
    expect(guardian.heard).toEqual([]);
    expect((await hosts.control(null, stop))?.status).toBe(401);
    expect(control.heard).toHaveLength(1);
  });

  it('is not there where no address was given, and silent where nobody answers', async () => {
    const guardian = await startFakeGuardian();
    const without = await portFor(guardian);
    expect(await without.hosts.control(without.asked, reading('/control/api/status'))).toBeNull();
    const away = await portFor(guardian, { controlUrl: 'http://127.0.0.1:1' });
    const answer = await away.hosts.control(away.asked, reading('/control/api/status'));
    expect([answer?.status, await answer?.json()]).toMatchObject([503, { error: 'host_silent' }]);
  });
});
