import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runHereJson } from '../commands/commands-for-tests';
import { readConfig } from '../config';
import { startControlPlane } from '../control-plane';
import { createLog } from '../logs';
import { processesForTests } from '../processes-for-tests';
import { startFakeGuardian } from './testing/fake-guardian';

const { newFolder } = processesForTests();
const PASSWORD = 'correct horse battery';

it('a person works on a host through the control plane, whose record keeps it, and the host’s agents follow its mode [F7-14, INV-OPER-3]', async () => {
  const folder = newFolder();
  const run = async (text: string, input?: string) =>
    (await runHereJson(folder, text.split(' '), input)).json;
  const { tenant_id: tenantId } = await run('tenant add acme');
  await run('user add --tenant acme --email ada@acme.example --role ADMIN', PASSWORD);
  const key = join(folder, 'key.txt');
  // The token is made when the host is added, so the Guardian gets it afterwards, as an installer does.
  const guardian = await startFakeGuardian();
  writeFileSync(key, guardian.publicKey);
  const url = guardian.record('').url;
  const added = await run(`host add --tenant acme --name agents-01 --url ${url} --public-key ${key}`);
  guardian.useToken(String(added['token']));
  const bound = await run('agent add --tenant acme --name bound --host agents-01');
  const free = await run('agent add --tenant acme --name free');

  const config = readConfig({ PORT: '0', DATA_DIR: folder, METRICS_TOKEN: 'metrics' });
  const plane = await startControlPlane(config, { log: createLog('silent', 2), dist: join(folder, 'none') });
  onTestFinished(() => plane.stop());
  const origin = `http://127.0.0.1:${plane.address.port}`;
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${origin}${path}`, { ...init, signal: AbortSignal.timeout(10_000) });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
  };
  const signedIn = await ask('/auth/token', {
    method: 'POST',
    headers: { 'X-Tenant-ID': 'acme', 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ada@acme.example', password: PASSWORD }),
  });
  const headers = {
    Authorization: `Bearer ${signedIn.body.data.access_token}`,
    'X-Tenant-ID': String(tenantId),
  };
  const execute = (agent: Record<string, unknown>) =>
    ask('/execute', {
      method: 'POST',
      headers: { Authorization: `Bearer ${agent['key']}` },
      body: '{"tool":"pay"}',
    });
  const eventually = async (what: () => Promise<unknown>, wanted: unknown) => {
    const deadline = performance.now() + 15_000;
    for (;;) {
      const found = await what();
      if (found === wanted) return;
      if (performance.now() > deadline) expect(found).toEqual(wanted);
      await new Promise((done) => setTimeout(done, 50));
    }
  };

  await eventually(async () => (await execute(bound)).status, 200);
  expect((await ask('/guardian/status', { headers })).body.data).toMatchObject({
    mode: 'NORMAL',
    host: 'agents-01',
  });
  expect((await ask('/guardian/status', { method: 'HEAD', headers })).status).toBe(200);
  const hosts = await ask('/guardian/hosts', { headers });
  expect(hosts.body.data.items).toMatchObject([{ name: 'agents-01', mode: 'NORMAL', platform: 'linux' }]);

  const entered = await ask('/guardian/safe-mode/enter?host=agents-01', {
    method: 'POST',
    headers,
    body: JSON.stringify({ reason: 'It pays in a loop' }),
  });
  expect([entered.status, entered.body.data.mode]).toEqual([200, 'SAFE']);
  await eventually(async () => (await execute(bound)).body.error, 'host_safe_mode');
  expect((await execute(free)).status).toBe(200);
  const said = guardian.heard.find(({ path }) => path === '/guardian/safe-mode/enter');
  expect(said?.person).toMatchObject({ email: 'ada@acme.example', role: 'ADMIN', host: 'agents-01' });

  guardian.exit('exit-1');
  await eventually(async () => (await execute(bound)).status, 200);
  const log = await ask('/audit/logs?action=guardian_approval', { headers });
  expect(log.body.data.items).toMatchObject([
    {
      request_id: 'exit-1',
      metadata_json: { actor_email: 'ada@acme.example', approval: { correlation_id: 'exit-1' } },
    },
  ]);
  const file = join(folder, 'acme.bundle');
  await run(`export --tenant acme --out ${file}`);
  expect(await run(`verify ${file}`)).toMatchObject({ approvals: 1, problems: [] });

  const metrics = await ask('/metrics', { headers: { Authorization: 'Bearer metrics' } });
  expect(metrics.text).toContain('kill_switch_hosts{tenant="acme",mode="normal"} 1');
  expect(metrics.text).toMatch(/kill_switch_host_seen_seconds_ago\{tenant="acme",host="agents-01"\} \d/);
  await guardian.stop();
  expect(await ask('/guardian/status', { headers })).toMatchObject({
    status: 503,
    body: { error: 'host_silent', data: { host: 'agents-01', last_seen_at: expect.any(String) } },
  });
});
