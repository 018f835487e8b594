import { createFaults } from '../faults/faults';
import { tenants } from '../seeds/personas';
import { createTestApi, SWITCH } from '../test-api';
import { newTally } from './tally';

export const acme = tenants.acme.id;

interface Effect {
  epoch: number;
  status: string;
  changed_at: string;
  gateways: { id: string; name: string; state: string; confirmed_at: string | null }[];
  calls: { allowed: number; denied: number; by_agent: { agent: string; denied: number }[] };
  leaked: {
    items: { agent: string; tool: string; gateway: string; allowed_at: string }[];
    complete: boolean;
  };
}

/** An API whose agents have called for so many seconds. */
export async function startAgents(seconds = 20, faults = createFaults()) {
  const api = await createTestApi({ seed: 'none' }, { agents: true, faults });
  const pass = (ms: number) => api.backend.run(() => api.pass(ms / 1_000)).then(look);
  const look = () => api.backend.run((db) => db.traffic.tallies[acme] ?? newTally());
  /** As the page asks, again and again. */
  const passSlowly = async (ms: number) => {
    for (let left = ms; left > 0; left -= 500) await pass(500);
    return look();
  };
  const effect = async () => {
    const { body } = await api.json(`${SWITCH}/effect`, { as: 'admin' });
    // Compared with what is expected; nothing relies on its type.
    return body['data'] as Effect;
  };
  await look();
  await passSlowly(seconds * 1_000);
  return { ...api, pass, passSlowly, look, effect, faults };
}

export const states = ({ gateways }: Effect) =>
  Object.fromEntries(gateways.map(({ name, state }) => [name, state]));
export const ALL_CONFIRMED = { 'gateway-a': 'confirmed', 'gateway-b': 'confirmed', 'gateway-c': 'confirmed' };
