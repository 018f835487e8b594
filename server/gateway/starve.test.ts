import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { cli } from '../../scripts/process.mjs';
import { processesForTests } from '../processes-for-tests';

const { newFolder, start, killSwitch, killSwitchJson } = processesForTests();
const TOGGLES = 15;

/** Sends requests from a process of its own, as fast as they are answered or `rate` a second, until the test ends. */
function load(url: string, headers: Record<string, string>, body: unknown, rate?: number) {
  const all = Object.entries({ 'Content-Type': 'application/json', ...headers });
  const more = rate === undefined ? [] : ['--overallRate', String(rate)];
  const options = [
    '--method',
    'POST',
    '--body',
    JSON.stringify(body),
    '--duration',
    '60',
    '--connections',
    '64',
  ];
  const child = spawn(
    process.execPath,
    [cli('autocannon'), ...options, ...more, ...all.flatMap((pair) => ['--headers', pair.join('=')]), url],
    { stdio: 'ignore' },
  );
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
}

async function send(method: string, url: string, headers: Record<string, string>, body: unknown) {
  const began = performance.now();
  const init = {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, text, response, ms: performance.now() - began };
}

it('agents that call as fast as they can, and 200 wrong passwords a second, keep nobody from the lever', async () => {
  const env = { DATA_DIR: newFolder() };
  await killSwitch(env, ['tenant', 'add', 'acme']);
  const user = ['user', 'add', '--tenant', 'acme', '--email', 'ada@acme.example', '--role', 'ADMIN'];
  await killSwitch(env, user, 'correct horse');
  const agent = await killSwitchJson(env, ['agent', 'add', '--tenant', 'acme', '--name', 'runaway']);
  const server = start('serve.mjs', [], { ...env, PORT: '0' });
  const origin = `http://127.0.0.1:${await server.says(/"port":(\d+),[^\n]*"listening"/)}`;
  while ((await fetch(`${origin}/readyz`)).status !== 200);

  const ada = { email: 'ada@acme.example', password: 'correct horse' };
  const signIn = await send('POST', `${origin}/auth/token`, { 'X-Tenant-ID': 'acme' }, ada);
  const { data } = JSON.parse(signIn.text) as { data: { tenant_id: string } };
  const session = {
    'X-Tenant-ID': data.tenant_id,
    Cookie: signIn.response.headers.get('set-cookie')?.split(';')[0] ?? '',
  };

  const key = { Authorization: `Bearer ${String(agent.json['key'])}` };
  const call = { tool: 'pay', arguments: {} };
  expect((await send('POST', `${origin}/execute`, key, call)).status).toBe(200);
  load(`${origin}/execute`, key, call);
  load(`${origin}/auth/token`, { 'X-Tenant-ID': 'acme' }, { ...ada, password: 'wrong' }, 200);
  while ((await send('POST', `${origin}/auth/token`, { 'X-Tenant-ID': 'acme' }, {})).status !== 429);

  const took: number[] = [];
  const simplest: number[] = [];
  for (let turn = 0; turn < TOGGLES; turn += 1) {
    const lever = `${origin}/decision/kill-switch/${data.tenant_id}`;
    const engage = await send('POST', lever, session, { action: 'engage', reason: 'runaway' });
    expect(engage.status, `answered ${engage.text}`).toBe(200);
    took.push(engage.ms);
    const disengage = await send('DELETE', lever, session, { reason: 'next turn' });
    expect(disengage.status, `answered ${disengage.text}`).toBe(200);
    const began = performance.now();
    await (await fetch(`${origin}/healthz`)).text();
    simplest.push(performance.now() - began);
  }
  // The machine may be busy with something else: then the simplest request takes its time, too.
  const [engages, others] = [took.map(Math.round), simplest.map(Math.round)];
  expect(median(took), `engage ${engages}, health ${others} ms`).toBeLessThan(500 + median(simplest));
});

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
