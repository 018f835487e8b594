import { createApi } from '../core/http/create-api';
import { actorOf } from '../core/http/caller';
import { mayUseKillSwitch } from '../core/identity/roles';
import { judgeReason } from '../core/kill-switch/reason';
import { toggle } from '../core/kill-switch/toggle';
import type { Person } from '../core/ports/records';
import { dataOf, type Db } from './db';
import { membersOf } from './faults/change-answer';
import type { Faults } from './faults/faults';
import type { Asked, Service } from './faults/misbehave';
import { withStateFaults } from './faults/state-faults';
import { createPorts, openStore } from './ports';
import { personas, type PersonaKey } from './seeds/personas';
import { jsonWire } from './wire';

/** The person as the server knows them now. */
export function personOf(db: Db, key: PersonaKey): Person {
  const { id, tenantId } = personas[key];
  const found = dataOf(db, tenantId).people.find((person) => person.id === id);
  if (!found) throw new Error(`${key} is gone`);
  return found;
}

const serviceOf = (db: Db, now: number): Service => ({ db, now, stop: (pids) => pids, readsReplica: false });

/** Toggles as this person. Throws what the server refuses. Faults of requests do not apply. */
export async function toggleElsewhere(
  db: Db,
  { key, engage, reason }: { key: PersonaKey; engage: boolean; reason: string },
  faults: Faults,
  now: number,
): Promise<void> {
  const person = personOf(db, key);
  const { tenantId } = person;
  if (!mayUseKillSwitch(person.role) || !person.active) throw new Error(`${key} may not use the kill switch`);
  const fault = judgeReason(reason);
  if (fault) throw new Error(fault);
  const requestId = crypto.randomUUID();
  const asked: Asked = {
    method: engage ? 'POST' : 'DELETE',
    path: `/decision/kill-switch/${tenantId}`,
    tenantId,
    requestId,
    body: JSON.stringify({ reason }),
  };
  await withStateFaults(faults, asked, serviceOf(db, now), async ({ body }, service) => {
    const told = membersOf(body || null)['reason'];
    const order = {
      engage,
      actor: actorOf(person),
      reason: typeof told === 'string' ? told : reason,
      requestId,
      address: null,
      expectedEpoch: null,
      announce: false,
    };
    const newId = () => crypto.randomUUID();
    const { kind } = await openStore(service).transaction(tenantId, (tx) => toggle(tx, order, newId));
    if (kind === 'already') throw new Error(engage ? 'already_engaged' : 'already_disengaged');
    return jsonWire(200, null);
  });
}

/** A new session of this person, as after a sign-in. Resolves to its token. */
export async function signInElsewhere(db: Db, key: PersonaKey, now: number): Promise<string> {
  const { email, password, tenantId } = personas[key];
  const cookie = { read: () => null, write: () => undefined };
  const request = new Request('http://aegis.test/auth/token', {
    method: 'POST',
    headers: { 'X-Tenant-ID': tenantId, 'X-Request-ID': crypto.randomUUID() },
    body: JSON.stringify({ email, password }),
  });
  const api = createApi(createPorts(serviceOf(db, now), cookie, []));
  const response = await api.fetch(request, { address: 'another console', secure: false });
  const answer = await response.text();
  const token = membersOf(JSON.stringify(membersOf(answer)['data'] ?? null))['access_token'];
  if (typeof token !== 'string') throw new Error(`${key} cannot sign in: ${answer}`);
  return token;
}
