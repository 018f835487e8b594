import type { Reading } from '../ports/store';
import { isObject } from '../text/json-object';

/** How many calls of an agent the gateways have refused under one epoch of a released switch, since it began. */
export interface RefusedCalls {
  agent: string;
  epoch: number;
  /** A total, so that one that is told twice counts once. */
  denied: number;
}

/**
 * The calls that were refused because of this host. While the switch is engaged nobody can say: those calls are refused with
 * or without the host. Under a released switch an agent's call is refused for no other reason.
 */
export async function refusedCallsOf(reading: Reading, host: string): Promise<RefusedCalls[]> {
  const agents = new Set((await reading.agents()).filter((one) => one.host === host).map(({ name }) => name));
  const { engaged, epoch } = await reading.switchState();
  if (agents.size === 0 || engaged) return [];
  const { byAgent } = await reading.calls(epoch);
  return byAgent
    .filter(({ agent, denied }) => denied > 0 && agents.has(agent))
    .map(({ agent, denied }) => ({ agent, epoch, denied }));
}

const MOST_AGENTS = 1_000;
const LONGEST_NAME = 200;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** As the control plane sends it, `{items: […]}`; null for anything else. */
export function readRefusedCalls(body: unknown): RefusedCalls[] | null {
  const items = isObject(body) ? body['items'] : null;
  if (!Array.isArray(items) || items.length > MOST_AGENTS) return null;
  const read = items.flatMap((item: unknown) => {
    if (!isObject(item)) return [];
    const { agent, epoch, denied } = item;
    const isNamed = typeof agent === 'string' && agent.length <= LONGEST_NAME;
    return isNamed && isCount(epoch) && isCount(denied) ? [{ agent, epoch, denied }] : [];
  });
  return read.length === items.length ? read : null;
}
