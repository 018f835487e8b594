import { expect } from 'vitest';
import { sampleSigner } from './sample-signer';
import { createApi, type Api } from '../http/create-api';
import type { ApiEvent, ApiPorts, Limits } from '../ports/ports';
import type { Person } from '../ports/records';
import type { Beats, Store } from '../ports/store';
import { breachesOf } from './contract-check';

/** A store without anything in it. */
export interface OpenStore {
  store: Store;
  beats: Beats;
  close(): Promise<void>;
}

export const acme = {
  id: 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0',
  name: 'acme',
  displayName: 'Acme Robotics',
};
export const globex = { id: 'b10bec5a-9f8e-4d7c-ab6a-f5e4d3c2b1a0', name: 'globex', displayName: 'Globex' };
export const ROLES = [
  'ADMIN',
  'OWNER',
  'SECURITY',
  'SECURITY_ANALYST',
  'AUDITOR',
  'READ_ONLY',
  'VIEWER',
  'X',
];

const unlimited: Limits = { engage: null, release: null, read: null, signIn: null };

export interface Sent {
  method?: string;
  body?: unknown;
  /** A signed-in person, from `signIn`. */
  as?: { token: string; tenantId: string } | undefined;
  headers?: Record<string, string>;
}

interface Answer {
  status: number;
  headers: Headers;
  /** Tests compare it with what they expect. */
  body: Record<string, unknown> & { data?: Record<string, unknown> | null };
  text: string;
}

export interface OpenApi {
  ports: ApiPorts;
  events: ApiEvent[];
  store: Store;
  beats: Beats;
  /** The same people on the same store, with other ports. */
  with(other: Partial<ApiPorts>): OpenApi;
  send(path: string, sent?: Sent): Promise<Answer>;
  signIn(role: string, tenant?: typeof acme): Promise<{ token: string; tenantId: string }>;
  /** The tenant's rows, oldest first. */
  rows(
    tenant?: typeof acme,
  ): Promise<{ seq: number; action: string; metadata: Record<string, unknown>; requestId: string }[]>;
}

/** The API on an empty store, with two tenants and one person for each role in each of them. */
export async function openApi(open: OpenStore, changes: Partial<ApiPorts> = {}): Promise<OpenApi> {
  const { store } = open;
  for (const tenant of [acme, globex]) {
    await store.addTenant(tenant);
    await store.transaction(tenant.id, async (tx) => {
      for (const role of ROLES) await tx.savePerson(personOf(tenant, role));
    });
  }
  return openAgain(open, changes);
}

/** The API on a store that has its people already. */
function openAgain(open: OpenStore, changes: Partial<ApiPorts>): OpenApi {
  const { store } = open;
  let ids = 0;
  const events: ApiEvent[] = [];
  const ports: ApiPorts = {
    store,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    newToken: () => `token-${++ids}`,
    verifyPassword: async (hash, password) => hash === `hash of ${password}`,
    cookie: {
      read: (request) => /acp_token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null,
      write: (headers, token, { seconds, secure }) =>
        headers.append(
          'Set-Cookie',
          `acp_token=${token ?? ''}; Max-Age=${seconds}${secure ? '; Secure' : ''}`,
        ),
    },
    hosts: { list: async () => [], guardian: async () => null, control: async () => null },
    signer: sampleSigner(1),
    retiredSigners: [],
    ssoProviders: [],
    limits: unlimited,
    announces: true,
    leaseMs: 4_000,
    wallClock: () => Date.parse('2026-11-27T09:00:00Z'),
    monotonic: () => 0,
    observe: (event) => events.push(event),
    ...changes,
  };
  const api = createApi(ports);
  const send = createSend(api);
  return {
    ports,
    events,
    store,
    beats: open.beats,
    with: (other: Partial<ApiPorts>) => openAgain(open, other),
    send,
    async signIn(role: string, tenant = acme) {
      const { email } = personOf(tenant, role);
      const answer = await send('/auth/token', {
        body: { email, password: 'right' },
        headers: { 'x-tenant-id': tenant.name },
      });
      return { token: String(answer.body.data?.['access_token']), tenantId: tenant.id };
    },
    async rows(tenant = acme) {
      const records = await store.read(tenant.id, (reading) => reading.auditAfter(0, 1_000));
      return records.map(({ text, action, seq }) => ({ seq, action, ...readMetadata(text) }));
    },
  };
}

function readMetadata(text: string): { metadata: Record<string, unknown>; requestId: string } {
  const row = JSON.parse(text);
  return { metadata: row.metadata_json, requestId: row.request_id };
}

export function personOf(tenant: typeof acme, role: string): Person {
  const index = ROLES.indexOf(role) + (tenant === acme ? 10 : 50);
  return {
    id: `${tenant.id.slice(0, 8)}-0000-4000-8000-0000000000${index}`,
    tenantId: tenant.id,
    email: `${role.toLowerCase()}@${tenant.name}.example`,
    fullName: `${role} of ${tenant.displayName}`,
    role,
    active: true,
    passwordHash: 'hash of right',
    createdAt: Date.parse('2026-01-12T09:00:00Z'),
  };
}

/** Sends a request, and fails when the answer is not as the contract says. */
function createSend(api: Api) {
  return async (path: string, { method, body, as, headers = {} }: Sent = {}): Promise<Answer> => {
    const sent = new Headers(headers);
    if (as) {
      sent.set('authorization', `Bearer ${as.token}`);
      if (!sent.has('x-tenant-id')) sent.set('x-tenant-id', as.tenantId);
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const verb = method ?? (text === undefined ? 'GET' : 'POST');
    const init = { method: verb, headers: sent, ...(text === undefined ? {} : { body: text }) };
    const request = new Request(`http://127.0.0.1${path}`, init);
    const response = await api.fetch(request, { address: '127.0.0.1', secure: false });
    const answered = await response.text();
    const { pathname } = new URL(request.url);
    expect(breachesOf(verb, pathname, response.status, answered)).toEqual([]);
    for (const name of ['date', 'x-request-id']) expect(response.headers.get(name)).toBeTruthy();
    expect(response.headers.get('cache-control')).toBe('no-store');
    const isJson = response.headers.get('content-type') === 'application/json';
    const { status, headers: received } = response;
    return { status, headers: received, body: isJson ? JSON.parse(answered) : {}, text: answered };
  };
}
