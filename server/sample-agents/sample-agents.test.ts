import { expect, it, onTestFinished } from 'vitest';
import { startTestGateway, until } from '../gateway/testing/gateway-server';
import { startSampleAgents } from './sample-agents';

/** Three sample agents before a gateway, and their lines. */
async function start() {
  const { beats, port, gateway } = await startTestGateway();
  const lines: string[] = [];
  const stop = new AbortController();
  const agents = ['mail', 'billing'].map((name) => ({ name, key: `ksa_${name}` }));
  const ended = startSampleAgents({
    origin: `http://127.0.0.1:${port}`,
    agents: [...agents, { name: 'nobody', key: 'ksa_nobody' }],
    print: (line) => lines.push(line),
    signal: stop.signal,
    everyMs: 10,
  });
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  const said = (...words: string[]) => lines.some((line) => words.every((word) => line.includes(word)));
  return { beats, lines, gateway, stop, ended, said };
}

it('sample agents call, are refused while the switch is engaged, and go on by themselves when it is not [AEGIS-04]', async () => {
  const { beats, lines, said } = await start();
  await until(() => said('mail: allowed', 'send_email') && said('billing: allowed', 'pay_refund'));
  await until(() => said('nobody: refused, 401 invalid_agent_key'));

  beats.toggle(true);
  await until(() => said('billing: refused, 403 kill_switch_engaged by ada@acme.example: refunds in a loop'));
  lines.length = 0;
  await until(() => said('mail: refused') && said('billing: refused'));
  expect(said('allowed')).toBe(false);

  beats.toggle(false);
  await until(() => said('mail: allowed') && said('billing: allowed'));
});

it('sample agents treat a missing answer as a refusal, and end when they are told to', async () => {
  const stop = new AbortController();
  const lines: string[] = [];
  const agents = [{ name: 'mail', key: 'ksa_mail' }];
  const print = (line: string) => void lines.push(line);
  const ended = startSampleAgents({
    origin: 'http://127.0.0.1:1',
    agents,
    print,
    signal: stop.signal,
    everyMs: 5,
  });
  await until(() => lines.length > 1);
  expect(lines[0]).toMatch(/^mail: no answer, /);
  stop.abort();
  await ended;
});
