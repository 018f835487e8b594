import { createServer, request as requestHttp, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { createGateway, type Gateway, type GatewayOptions } from '../create-gateway';
import { createFakeBeats, type FakeBeats } from './fake-beats';
import { listen } from './listen';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed where it is JSON. */
  body: unknown;
}

export interface Sent {
  method?: string;
  key?: string | null;
  headers?: Record<string, string | string[]>;
  body?: string;
}

export interface TestGateway {
  gateway: Gateway;
  beats: FakeBeats;
  port: number;
  /** Moves both clocks of the gateway forward, or only the wall clock. */
  passTime(ms: number, wallMs?: number): void;
  ask(path: string, sent?: Sent): Promise<Answer>;
  /** A call of the agent "mail" to /execute. */
  execute(sent?: Sent): Promise<Answer>;
  /** What was logged, by its message. */
  logged: string[];
}

export const CALL = JSON.stringify({ tool: 'send', arguments: { to: 'a@b.example' } });

/** A gateway that has had its first answer, over real HTTP; it and everything about it ends with the test. */
export async function startTestGateway(
  options: Partial<GatewayOptions> & { beats?: FakeBeats; cold?: boolean } = {},
): Promise<TestGateway> {
  const { beats = createFakeBeats(), cold = false, ...rest } = options;
  let passed = 0;
  let wallPassed = 0;
  const logged: string[] = [];
  const log = (_facts: object, message: string) => void logged.push(message);
  const gateway = createGateway({
    beats,
    name: 'eu-1',
    leaseMs: 4_000,
    upstream: null,
    upstreamSecret: null,
    agentRate: null,
    log: { info: log, warn: log },
    monotonic: () => performance.now() + passed,
    wall: () => Date.now() + wallPassed,
    ...rest,
  });
  const server = createServer((request, response) => gateway.handle(request, response));
  const port = await listen(server);
  onTestFinished(async () => {
    beats.flow();
    await gateway.stop();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  if (!cold) await until(() => gateway.isReady());
  const ask = (path: string, sent: Sent = {}) => send(port, path, sent);
  return {
    gateway,
    beats,
    port,
    passTime(ms, wallMs = ms) {
      passed += ms;
      wallPassed += wallMs;
    },
    ask,
    execute: (sent = {}) => ask('/execute', { method: 'POST', body: CALL, ...sent }),
    logged,
  };
}

/** Not fetch, which hides some headers and sets others. */
export function send(port: number, path: string, sent: Sent): Promise<Answer> {
  const { method = 'GET', key = 'ksa_mail', headers = {}, body } = sent;
  const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
  return new Promise((done, fail) => {
    const options = { port, path, method, agent: false, headers: { ...authorization, ...headers } };
    const outgoing = requestHttp(options, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => (text += part));
      incoming.on('error', fail);
      const { statusCode: status = 0, headers: received } = incoming;
      incoming.on('end', () => done({ status, headers: received, body: parsed(text) }));
    });
    outgoing.on('error', fail).end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Resolves as soon as the condition holds; rejects when it does not within so many ms. */
export async function until(holds: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Not within ${ms} ms: ${holds}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
