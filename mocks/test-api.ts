import { getResponse } from 'msw';
import { createBackend, type BackendOptions } from './backend';
import type { SeedOptions } from './db';
import { createDb } from './seeds/create-db';
import { createHandlers } from './handlers/handlers';
import type { CookieMode } from './handlers/answer';
import { personas, tenants, type PersonaKey } from './seeds/personas';

export const START = Date.parse('2026-11-21T09:00:00Z');
export const SWITCH = `/decision/kill-switch/${tenants.acme.id}`;
export const ENGAGE = { action: 'engage', reason: 'Runaway agent' };

export interface Sent {
  method?: string;
  /** Signs in this person first, and sends their bearer token and tenant. */
  as?: PersonaKey;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** For the tests in this folder: the handlers without a network, and a clock that tests move. */
export async function createTestApi(
  seed: SeedOptions = {},
  { cookies = 'header', ...options }: Partial<BackendOptions> & { cookies?: CookieMode } = {},
) {
  let now = START;
  const waited: number[] = [];
  const wait = (ms: number) => Promise.resolve(void waited.push(ms));
  const db = createDb(seed, now);
  const backend = createBackend({ db, clock: () => now, wait, controlPlane: true, ...options });
  const handlers = createHandlers(backend, { cookies });
  const tokens = new Map<PersonaKey, string>();

  async function send(
    path: string,
    { method = 'GET', as, body, headers = {} }: Sent = {},
  ): Promise<Response> {
    const sent = new Headers(headers);
    if (as) {
      const token = tokens.get(as) ?? (await backend.signInAs(as));
      tokens.set(as, token);
      sent.set('authorization', `Bearer ${token}`);
      if (!sent.has('x-tenant-id')) sent.set('x-tenant-id', personas[as].tenantId);
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers: sent, ...(text === undefined ? {} : { body: text }) };
    const response = await getResponse(handlers, new Request(`http://aegis.test${path}`, init));
    if (!response) throw new Error(`Nothing answers ${method} ${path}`);
    return response;
  }

  return {
    backend,
    waited,
    send,
    /** Status and parsed body of an answer. */
    async json(path: string, sent: Sent = {}) {
      const response = await send(path, sent);
      // Tests compare it with what they expect; nothing relies on its type.
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    /** Moves the clock by this many seconds. */
    pass(seconds: number) {
      now += seconds * 1_000;
    },
  };
}

export const engage = (as: PersonaKey): Sent => ({ method: 'POST', as, body: ENGAGE });
export const disengage = (as: PersonaKey): Sent => ({ method: 'DELETE', as, body: { reason: 'All clear' } });

/** The request that every recovery action needs. */
export const act = (as: PersonaKey, reason = 'Drill of the recovery'): Sent => ({
  method: 'POST',
  as,
  body: { reason, confirm: true },
});

/** The Guardian of the first tenant, as its admin sees it. */
export async function createTestGuardian(options: Partial<BackendOptions> = {}) {
  const api = await createTestApi({ seed: 'none' }, options);
  const get = async (path: string) => {
    const { body } = await api.json(`/guardian${path}`, { as: 'admin' });
    // As in `json`: tests compare it, and read its members by name.
    return body.data as Record<string, unknown>;
  };
  const status = () => get('/status');
  return {
    ...api,
    host: api.backend.host,
    get,
    status,
    /** The codes of the active conditions. */
    async active() {
      const conditions = (await status()).entry_conditions as { code: string; active: boolean }[];
      return conditions.filter(({ active }) => active).map(({ code }) => code);
    },
    async mechanism(code: string) {
      const found = (await status()).kill_mechanisms as Record<string, unknown>[];
      return found.find((mechanism) => mechanism.code === code);
    },
    /** The codes of the blockers of the exit, read by GET. */
    async blockers() {
      return ((await get('/safe-mode/exit')).blockers as { code: string }[]).map(({ code }) => code);
    },
    /** Newest first, without the requests of agents. */
    async actionEvents() {
      const items = (await get('/events?limit=500')).items as Record<string, unknown>[];
      return items.filter(({ kind }) => kind !== 'capability_request');
    },
    act: (path: string) => api.json(`/guardian${path}`, act('admin')),
  };
}
