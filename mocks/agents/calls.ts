import { seededUuid } from '../ids';
import { GATEWAY_NAMES, streams, type AgentName, type GatewayName, type Stream } from './fleet';

export interface Call {
  /** The request id, unique among all calls. */
  id: string;
  agent: AgentName;
  tool: string;
  gateway: GatewayName;
  /** ms since the epoch. */
  at: number;
  /** Dollars that the call pays out when it is allowed. */
  refund: number;
}

/** A number from 0 to 1 that depends only on its arguments: chance that can be repeated. */
function noise(salt: number, index: number): number {
  let state = Math.imul(index, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 16), 0x2c1b3c6d);
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}

/** The calls after `from` until `to`, oldest first; those of the refund loop from `loopAt` on. All times are ms since the epoch. */
export function callsBetween(from: number, to: number, loopAt: number): Call[] {
  return streams
    .flatMap((stream, salt) => callsOf(stream, salt, from, to, loopAt))
    .toSorted((a, b) => a.at - b.at);
}

function callsOf(stream: Stream, salt: number, from: number, to: number, loopAt: number): Call[] {
  const { agent, everyMs, tool, refund: [least, most] = [0, 0], inLoop } = stream;
  const calls: Call[] = [];
  const first = Math.floor(from / everyMs);
  for (let index = first; index * everyMs <= to; index += 1) {
    const at = index * everyMs + Math.floor(noise(salt, index) * everyMs * 0.6);
    if (at <= from || at > to || (inLoop && at < loopAt)) continue;
    const [gateway] = GATEWAY_NAMES.slice(Math.floor(noise(salt + 10, index) * GATEWAY_NAMES.length));
    if (!gateway) continue;
    const refund = Math.round(least + noise(salt + 20, index) * (most - least));
    calls.push({ id: seededUuid(`call-${salt}`, index), agent, tool, gateway, at, refund });
  }
  return calls;
}
