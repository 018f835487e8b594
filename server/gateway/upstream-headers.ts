import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { KnownAgent } from '../../core/gateway/lease';

/** They are about one connection, or name the caller to the gateway only. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
  'content-length',
  'authorization',
  'cookie',
  'set-cookie',
  'x-agent',
  'x-tenant-id',
  'x-request-id',
  'x-gateway-signature',
]);

/** What the gateway says in its own words in every answer. */
const OURS = new Set(['date', 'cache-control', 'x-kill-switch']);

/** Some servers read `x_agent` as `x-agent`. */
const PLAIN_NAME = /^[a-z0-9-]+$/;

interface HandedOver {
  requestId: string;
  agent: KnownAgent;
  body: Buffer;
}

/** The headers of the request to the upstream. `seconds` since the epoch go into the signature, so that it grows old. */
export function requestHeaders(
  sent: IncomingHttpHeaders,
  { requestId, agent, body }: HandedOver,
  secret: string,
  seconds: number,
): Record<string, string | string[]> {
  const name = encodeURIComponent(agent.name);
  const signed = Buffer.from([seconds, agent.tenantId, name, requestId, ''].join('\n'));
  const signature = createHmac('sha256', secret).update(signed).update(body).digest('hex');
  return {
    ...passedOn(sent),
    'content-length': String(body.length),
    'x-agent': name,
    'x-tenant-id': agent.tenantId,
    'x-request-id': requestId,
    'x-gateway-signature': `t=${seconds},v1=${signature}`,
  };
}

/** The headers of the upstream's answer that the agent gets. */
export function answerHeaders(received: IncomingHttpHeaders): string[] {
  const { 'content-length': length, ...rest } = received;
  const kept = Object.entries(passedOn(rest)).filter(([name]) => !OURS.has(name));
  const pairs = kept.flatMap(([name, value]) => [value].flat().flatMap((one) => [name, one]));
  return length === undefined ? pairs : [...pairs, 'content-length', length];
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const passes = PLAIN_NAME.test(name) && !NOT_PASSED_ON.has(name) && !named.includes(name);
    if (passes && value !== undefined) kept[name] = value;
  }
  return kept;
}
