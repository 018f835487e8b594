import type { ApiPorts, SessionCookie } from '../core/ports/ports';
import type { Session } from '../core/ports/records';
import type { Store } from '../core/ports/store';
import type { Service } from './faults/misbehave';
import { distort } from './faults/distorted-store';
import { createHosts } from './host/hosts';
import { randomBase64Url, toBase64Url } from './ids';
import { passwordHashOf } from './passwords';
import { demoSigner } from './demo-signer';
import { createMemoryStore } from './memory-store/memory-store';

/** The longest time, in ms, for which a gateway goes on without the store. */
export const LEASE_MS = 4_000;

const newId = () => crypto.randomUUID();

/** Core's store on what the backend remembers, as it is read at this moment. */
export function openStore(service: Pick<Service, 'db' | 'now' | 'readsReplica'>): Store {
  const { db, now } = service;
  return distort(createMemoryStore({ data: () => db.data, clock: () => now, newId }), service);
}

/** Looks like a JWT, as the token of the running Aegis, but only the server's memory decides. */
function newToken({ personId, tenantId, role, expiresAt }: Omit<Session, 'tokenHash'> & { role: string }) {
  const exp = Math.floor(expiresAt / 1_000);
  const claims = { sub: personId, tenant_id: tenantId, role, exp, jti: newId() };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => toBase64Url(JSON.stringify(part)));
  return [...parts, randomBase64Url(32)].join('.');
}

/** What core needs to answer one request. */
export function createPorts(
  service: Service,
  cookie: SessionCookie,
  ssoProviders: ApiPorts['ssoProviders'],
): ApiPorts {
  return {
    store: openStore(service),
    newId,
    newToken,
    verifyPassword: async (hash, password) => hash === passwordHashOf(password),
    cookie,
    hosts: createHosts(service),
    signer: demoSigner,
    retiredSigners: [],
    ssoProviders,
    limits: { engage: null, release: null, read: null, signIn: null },
    announces: false,
    leaseMs: LEASE_MS,
    wallClock: () => service.now,
    monotonic: () => service.now,
    observe(event) {
      // A rule that throws is a mistake in core, and must not look like a server's bad day.
      if (event.kind === 'failed') throw event.error;
    },
  };
}
