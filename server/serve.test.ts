import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processesForTests } from './processes-for-tests';

const { newFolder, start, killSwitch, killSwitchJson } = processesForTests();

async function serve(folder: string, env: Record<string, string> = {}) {
  const server = start('serve.mjs', [], { DATA_DIR: folder, PORT: '0', ...env });
  const port = await server.says(/"port":(\d+),[^\n]*"listening"/);
  const origin = `http://127.0.0.1:${port}`;
  const until = async (path: string, status: number) => {
    while ((await fetch(origin + path)).status !== status);
  };
  return { ...server, origin, until };
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('the control plane from the environment', () => {
  it('says how to make the first ADMIN, who can then sign in and engage at once', async () => {
    const folder = newFolder();
    const server = await serve(folder);
    await server.says(/npm run kill-switch -- user add --tenant acme .* --role ADMIN/);
    await killSwitch({ DATA_DIR: folder }, ['tenant', 'add', 'acme']);
    const user = ['user', 'add', '--tenant', 'acme', '--email', 'ada@acme.example', '--role', 'ADMIN'];
    await killSwitch({ DATA_DIR: folder }, user, 'correct horse');
    const agent = await killSwitchJson({ DATA_DIR: folder }, [
      'agent',
      'add',
      '--tenant',
      'acme',
      '--name',
      'bot',
    ]);
    await server.until('/readyz', 200);

    const signIn = await post(
      `${server.origin}/auth/token`,
      { email: 'ada@acme.example', password: 'correct horse' },
      { 'X-Tenant-ID': 'acme' },
    );
    expect(signIn.status).toBe(200);
    expect(signIn.headers.get('set-cookie')).toMatch(
      /^acp_token=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=900$/,
    );
    const { data } = (await signIn.json()) as { data: { tenant_id: string } };
    const headers = {
      'X-Tenant-ID': data.tenant_id,
      Cookie: signIn.headers.get('set-cookie')?.split(';')[0] ?? '',
    };
    const engage = { action: 'engage', reason: 'the secret reason' };
    expect(
      (await post(`${server.origin}/decision/kill-switch/${data.tenant_id}`, engage, headers)).status,
    ).toBe(200);
    const key = { Authorization: `Bearer ${String(agent.json['key'])}` };
    const call = () => post(`${server.origin}/execute`, { tool: 'x', arguments: {} }, key);
    while ((await call()).status !== 403);

    server.signal('SIGTERM');
    const { code, out, err } = await server.ended;
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string });
    expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['listening', 'engaged', 'stopped']));
    const secrets = [
      'the secret reason',
      'correct horse',
      headers.Cookie.slice(10),
      String(agent.json['key']),
    ];
    for (const secret of secrets) expect(out + err).not.toContain(secret);
    expect(statSync(join(folder, 'keys/signing-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('is refused with exit code 2 and all wrong values at once', async () => {
    const { code, out, err } = await start('serve.mjs', [], {
      PORT: 'x',
      LEASE_MS: '5000',
      WEBHOOK_URL: 'no',
    }).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim().split('\n')).toEqual([
      'PORT must be a port number, 0 to 65535.',
      'LEASE_MS must be 1000 to 4000 (milliseconds).',
      'WEBHOOK_URL must look like https://host/path.',
    ]);
  });

  it('is the only one of its folder, whatever else uses the store', async () => {
    const folder = newFolder();
    const server = await serve(folder);
    const second = await start('serve.mjs', [], { DATA_DIR: folder, PORT: '0' }).ended;
    expect(second.code).toBe(1);
    expect(second.err).toContain(`Another control plane (process ${server.pid}) works on ${folder}`);
    const gateway = start('gateway.mjs', [], { DATA_DIR: folder, PORT: '0', GATEWAY_NAME: 'second' });
    const port = await gateway.says(/"port":(\d+),[^\n]*"listening"/);
    while (!(await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
    const lever = await fetch(`http://127.0.0.1:${port}/decision/kill-switch/x`);
    expect([lever.status, await lever.json()]).toEqual([404, { detail: 'Not Found' }]);
    await killSwitch({ DATA_DIR: folder }, ['tenant', 'add', 'acme']);
    const command = ['engage', '--tenant', 'acme', '--reason', 'why', '--confirm'];
    const { code, json } = await killSwitchJson({ DATA_DIR: folder }, command);
    expect({ code, confirmed: json['confirmed'] }).toEqual({ code: 0, confirmed: true });
    expect(json['gateways']).toHaveLength(2);
    gateway.signal('SIGTERM');
    expect((await gateway.ended).code).toBe(0);
    const after = await killSwitchJson({ DATA_DIR: folder }, ['status', '--tenant', 'acme']);
    expect(after.json['gateways']).toContainEqual(expect.objectContaining({ name: 'second', state: 'gone' }));
    server.signal('SIGINT');
    expect((await server.ended).code).toBe(0);
  });

  it('shows metrics to whoever has the token, and tells a webhook of each toggle, signed', async () => {
    const received: { signature: string; body: string }[] = [];
    const hook = createServer((incoming, outgoing) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
      incoming.on('end', () => {
        received.push({ signature: String(incoming.headers['x-kill-switch-signature']), body });
        outgoing.end('ok');
        hook.emit('received');
      });
    });
    hook.listen(0, '127.0.0.1');
    await once(hook, 'listening');
    const address = hook.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
    try {
      const folder = newFolder();
      const env = { METRICS_TOKEN: 'swordfish', WEBHOOK_URL: url, WEBHOOK_SECRET: 'shared' };
      const server = await serve(folder, env);
      await killSwitch({ DATA_DIR: folder }, ['tenant', 'add', 'acme', '--display-name', 'A & B']);
      const told = once(hook, 'received');
      await killSwitch({ DATA_DIR: folder }, ['engage', '--tenant', 'acme', '--reason', '<!channel> look']);
      await told;
      const [{ signature, body } = { signature: '', body: '' }] = received;
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
      expect(v1).toBe(createHmac('sha256', 'shared').update(`${t}.${body}`).digest('hex'));
      expect(JSON.parse(body)).toMatchObject({
        event: 'kill_switch_engaged',
        epoch: 1,
        text: expect.stringContaining('A &amp; B ENGAGED: agents are refused. By cli:'),
        reason: '<!channel> look',
        checkpoint: expect.stringContaining('\n— '),
      });
      expect(JSON.parse(body)).toMatchObject({
        text: expect.stringContaining('Reason: &lt;!channel&gt; look'),
      });

      expect((await fetch(`${server.origin}/metrics`)).status).toBe(404);
      const headers = { Authorization: 'Bearer swordfish' };
      const metrics = await (await fetch(`${server.origin}/metrics`, { headers })).text();
      expect(metrics).toContain('kill_switch_engaged{tenant="acme"} 1');
      expect(metrics).toMatch(/kill_switch_gateways\{tenant="acme",state="\w+"\} 1/);
    } finally {
      hook.close();
    }
  });
});
