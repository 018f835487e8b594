import { describe, expect, it } from 'vitest';
import type { Transaction } from '../ports/store';
import { ACME, anAgent, aPerson, GLOBEX, idOf, type OpenStore } from './store-under-test';
import { withStore } from './with-store';

const HOUR = 3_600_000;

export function describeRecords(open: OpenStore): void {
  describe('keeps records', () => {
    it(
      'finds a tenant by its id and by its name, and lists all',
      withStore(open, async ({ store }) => {
        expect(await store.findTenant(ACME.id)).toEqual(ACME);
        expect(await store.findTenant('globex')).toEqual(GLOBEX);
        expect(await store.findTenant('nobody')).toBeNull();
        expect((await store.tenants()).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
          ACME,
          GLOBEX,
        ]);
      }),
    );

    it(
      'refuses a second tenant of the same name, and keeps the first',
      withStore(open, async ({ store }) => {
        await expect(store.addTenant({ ...GLOBEX, id: idOf(3), name: 'acme' })).rejects.toBeInstanceOf(Error);
        expect(await store.findTenant('acme')).toEqual(ACME);
        expect(await store.findTenant(idOf(3))).toBeNull();
      }),
    );

    it(
      'keeps a person with every member, and changes it',
      withStore(open, async ({ store }) => {
        const alice = aPerson();
        await store.transaction(ACME.id, (tx) => tx.savePerson(alice));
        expect(await store.read(ACME.id, (reading) => reading.person(alice.id))).toEqual(alice);
        expect(await store.read(ACME.id, (reading) => reading.personByEmail(alice.email))).toEqual(alice);
        const changed = { ...alice, role: 'AUDITOR', active: false, passwordHash: 'other', fullName: 'A.' };
        await store.transaction(ACME.id, (tx) => tx.savePerson(changed));
        expect(await store.read(ACME.id, (reading) => reading.people())).toEqual([changed]);
        expect(await store.read(ACME.id, (reading) => reading.person(idOf(99)))).toBeNull();
      }),
    );

    it(
      'keeps an agent, and that its key was revoked',
      withStore(open, async ({ store }) => {
        const agent = anAgent({ name: 'mailer' });
        await store.transaction(ACME.id, (tx) => tx.saveAgent(agent));
        expect(await store.read(ACME.id, (reading) => reading.agents())).toEqual([agent]);
        await store.transaction(ACME.id, (tx) => tx.saveAgent({ ...agent, revoked: true }));
        expect(await store.read(ACME.id, (reading) => reading.agents())).toEqual([
          { ...agent, revoked: true },
        ]);
      }),
    );

    it(
      'finds a session by its token until it is over',
      withStore(open, async ({ store, advance }) => {
        const session = await store.transaction(ACME.id, async (tx) => {
          const fresh = { ...aSession('t1'), expiresAt: tx.now + HOUR };
          await tx.savePerson(aPerson());
          await tx.saveSession(fresh);
          return fresh;
        });
        expect(await store.findSession('t1')).toEqual(session);
        expect(await store.read(ACME.id, (reading) => reading.session('t1'))).toEqual(session);
        await advance(HOUR + 1);
        expect(await store.findSession('t1')).toBeNull();
        expect(await store.findSession('unknown')).toBeNull();
      }),
    );

    it(
      'ends one session, or all of a person',
      withStore(open, async ({ store }) => {
        await store.transaction(ACME.id, async (tx) => {
          await tx.savePerson(aPerson());
          for (const token of ['t1', 't2', 't3']) {
            await tx.saveSession({ ...aSession(token), expiresAt: tx.now + HOUR });
          }
          await tx.endSession('t1');
        });
        expect(await store.findSession('t1')).toBeNull();
        expect(await store.findSession('t2')).not.toBeNull();
        await store.transaction(ACME.id, (tx) => tx.endSessionsOf(aPerson().id));
        expect(await store.findSession('t2')).toBeNull();
        expect(await store.findSession('t3')).toBeNull();
      }),
    );

    it(
      'counts tries by e-mail and address, and refusals by person',
      withStore(open, async ({ store }) => {
        await store.transaction(ACME.id, async (tx) => {
          await tx.saveTries('a@acme.example', '10.0.0.1', { count: 5, lockedUntil: 0 });
          await tx.saveTries('a@acme.example', '10.0.0.1', { count: 6, lockedUntil: tx.now + 60_000 });
          await tx.saveRefusals(idOf(11), { count: 2, recordedAt: 1_000 });
          await tx.saveRefusals(idOf(11), { count: 3, recordedAt: 1_000 });
          expect(await tx.tries('a@acme.example', '10.0.0.1')).toEqual({
            count: 6,
            lockedUntil: tx.now + 60_000,
          });
        });
        await store.read(ACME.id, async (reading) => {
          expect(await reading.tries('a@acme.example', '10.0.0.2')).toEqual({ count: 0, lockedUntil: 0 });
          expect(await reading.refusals(idOf(11))).toEqual({ count: 3, recordedAt: 1_000 });
          expect(await reading.refusals(idOf(12))).toEqual({ count: 0, recordedAt: 0 });
        });
      }),
    );

    it(
      'keeps an answer for its person and request',
      withStore(open, async ({ store }) => {
        const answer = { fingerprint: 'f', status: 409, body: '{"é":"\u{1F6D1}"}', at: 1_700_000_000_000 };
        await store.transaction(ACME.id, (tx) => tx.keepAnswer(idOf(11), 'r1', answer));
        await store.read(ACME.id, async (reading) => {
          expect(await reading.keptAnswer(idOf(11), 'r1')).toEqual(answer);
          expect(await reading.keptAnswer(idOf(12), 'r1')).toBeNull();
          expect(await reading.keptAnswer(idOf(11), 'r2')).toBeNull();
        });
      }),
    );

    it(
      'keeps the epoch of the newest effect, and the frontier',
      withStore(open, async ({ store }) => {
        await store.read(ACME.id, async (reading) => {
          expect(await reading.effectEpoch()).toBe(0);
          expect(await reading.frontier()).toBeNull();
        });
        await store.transaction(ACME.id, async (tx) => {
          await tx.saveEffectEpoch(3);
          await tx.saveFrontier({ size: 2, hashes: ['a'] });
          await tx.saveFrontier({ size: 3, hashes: ['a', 'b'] });
        });
        await store.read(ACME.id, async (reading) => {
          expect(await reading.effectEpoch()).toBe(3);
          expect(await reading.frontier()).toEqual({ size: 3, hashes: ['a', 'b'] });
        });
      }),
    );

    it(
      'never lets a tenant reach what belongs to another',
      withStore(open, async ({ store }) => {
        const fill = async (tx: Transaction) => {
          await tx.savePerson(aPerson());
          await tx.saveSession({ ...aSession('t1'), expiresAt: tx.now + HOUR });
          await tx.saveAgent(anAgent());
          await tx.saveTries('alice@acme.example', '::', { count: 1, lockedUntil: 0 });
          await tx.saveRefusals(aPerson().id, { count: 1, recordedAt: 1 });
          await tx.keepAnswer(aPerson().id, 'r', { fingerprint: 'f', status: 200, body: '{}', at: 1 });
          await tx.saveFrontier({ size: 1, hashes: ['a'] });
          await tx.saveEffectEpoch(1);
        };
        await store.transaction(ACME.id, fill);
        await store.transaction(GLOBEX.id, async (tx) => {
          await tx.endSession('t1');
          await tx.endSessionsOf(aPerson().id);
        });
        await store.read(GLOBEX.id, async (reading) => {
          expect(reading.tenant).toEqual(GLOBEX);
          expect(await reading.person(aPerson().id)).toBeNull();
          expect(await reading.personByEmail(aPerson().email)).toBeNull();
          expect(await reading.people()).toEqual([]);
          expect(await reading.agents()).toEqual([]);
          expect(await reading.session('t1')).toBeNull();
          expect(await reading.tries('alice@acme.example', '::')).toEqual({ count: 0, lockedUntil: 0 });
          expect(await reading.refusals(aPerson().id)).toEqual({ count: 0, recordedAt: 0 });
          expect(await reading.keptAnswer(aPerson().id, 'r')).toBeNull();
          expect(await reading.frontier()).toBeNull();
          expect(await reading.effectEpoch()).toBe(0);
        });
        expect(await store.findSession('t1')).not.toBeNull();
      }),
    );
  });
}

function aSession(tokenHash: string) {
  return { tokenHash, personId: aPerson().id, tenantId: ACME.id };
}
