import { describe, expect, it } from 'vitest';
import type { HeardHost, HostRecord } from '../ports/hosts';
import type { Store } from '../ports/store';
import { readOutbox } from '../hosts/guardian-events';
import { takeEvents } from '../hosts/take-events';
import { sampleGuardian } from './sample-guardian';
import { ACME, aHost, anAgent, GLOBEX, idOf, readChain, type OpenStore } from './store-under-test';
import { withStore } from './with-store';

function heard(changes: Partial<HeardHost> = {}): HeardHost {
  const facts = {
    mode: 'NORMAL',
    since: 1_700_000_000_000,
    containment: 'pidns',
    platform: 'linux',
  } as const;
  return { tenantId: ACME.id, name: 'agents-01', token: 'ksh_one', ageMs: () => 0, ...facts, ...changes };
}

const save = (store: Store, ...hosts: HostRecord[]) =>
  Promise.all(hosts.map((host) => store.transaction(host.tenantId, (tx) => tx.saveHost(host))));
const hostsOf = (store: Store, tenantId = ACME.id) => store.read(tenantId, (reading) => reading.hosts());

export function describeHosts(open: OpenStore): void {
  describe('keeps hosts', () => {
    it(
      'with every member, by name, and changes them',
      withStore(open, async ({ store }) => {
        const [first, second] = [
          aHost({ controlUrl: 'http://127.0.0.1:7462' }),
          aHost({ name: 'agents-00' }),
        ];
        await save(store, first, second);
        expect(await hostsOf(store)).toEqual([second, first]);
        const changed = { ...first, url: 'https://h.example', lastEvent: 'evt-000007', publicKey: 'other' };
        await save(store, changed);
        expect(await hostsOf(store)).toEqual([second, changed]);
      }),
    );

    it(
      'and never shows one tenant the hosts of another, although they have one name',
      withStore(open, async ({ store }) => {
        const theirs = aHost({ tenantId: GLOBEX.id, token: 'ksh_two' });
        await save(store, aHost(), theirs);
        expect(await hostsOf(store)).toEqual([aHost()]);
        expect(await hostsOf(store, GLOBEX.id)).toEqual([theirs]);
        await store.heardOf([heard({ mode: 'SAFE' })]);
        expect(await hostsOf(store, GLOBEX.id)).toEqual([theirs]);
        expect((await store.hosts()).map(({ tenantId }) => tenantId).toSorted()).toEqual([
          ACME.id,
          GLOBEX.id,
        ]);
      }),
    );

    it(
      'takes in what was heard of many at once, by its own clock',
      withStore(open, async ({ store }) => {
        await save(store, aHost(), aHost({ name: 'agents-02' }));
        const { now } = await store.read(ACME.id, async (reading) => reading);
        await store.heardOf([heard({ mode: 'SAFE' }), heard({ name: 'agents-02', ageMs: () => 2_000 })]);
        const [one, two] = await hostsOf(store);
        const facts = { since: 1_700_000_000_000, containment: 'pidns', platform: 'linux' };
        expect(one).toMatchObject({ ...facts, mode: 'SAFE' });
        expect(two).toMatchObject({ ...facts, mode: 'NORMAL' });
        expect(one?.lastSeenAt).toBeGreaterThanOrEqual(now);
        expect((one?.lastSeenAt ?? 0) - (two?.lastSeenAt ?? 0)).toBe(2_000);
      }),
    );

    it(
      'never lets an older answer, or one with another token, replace what is known',
      withStore(open, async ({ store }) => {
        await save(store, aHost());
        await store.heardOf([heard({ mode: 'SAFE' })]);
        await store.heardOf([
          heard({ ageMs: () => 5_000 }),
          heard({ token: 'ksh_before' }),
          heard({ name: 'nobody' }),
        ]);
        expect(await hostsOf(store)).toMatchObject([{ mode: 'SAFE' }]);
        // Whoever saves the host's position has read it before the newest answer came.
        await save(store, aHost({ mode: 'NORMAL', lastEvent: 'evt-000001' }));
        expect(await hostsOf(store)).toMatchObject([{ mode: 'SAFE', lastEvent: 'evt-000001' }]);
      }),
    );

    it(
      'and counts as old what had to wait until it could be written, so that it never replaces a newer answer',
      withStore(open, async ({ store, advance }) => {
        await save(store, aHost());
        const { now } = await store.read(ACME.id, async (reading) => reading);
        let waited = 0;
        let [begun, end] = [() => {}, () => {}];
        const hasBegun = new Promise<void>((done) => (begun = done));
        const mayEnd = new Promise<void>((done) => (end = done));
        const busy = store.transaction(ACME.id, async (tx) => {
          await tx.saveHost(aHost());
          begun();
          await mayEnd;
        });
        await hasBegun;
        const writing = store.heardOf([heard({ ageMs: () => waited })]);
        await advance(3_600_000);
        waited = 3_600_000;
        end();
        await Promise.all([busy, writing]);
        const [host] = await hostsOf(store);
        expect((host?.lastSeenAt ?? 0) - now).toBeLessThan(60_000);
      }),
    );

    it(
      'and knows nothing of them after its clock was set back, until it hears of them again',
      withStore(open, async ({ store, openBeats, advance }) => {
        await save(store, aHost());
        await store.heardOf([heard()]);
        await advance(-3_600_000);
        const beats = await openBeats();
        const beat = () =>
          beats.beat({ gateway: { id: idOf(501), name: 'eu-1' }, epochs: [], calls: [], leaked: [] });
        expect((await beat()).hosts).toMatchObject([{ mode: null, lastSeenAt: null }]);
        await store.heardOf([heard({ mode: 'SAFE' })]);
        expect((await beat()).hosts).toMatchObject([{ mode: 'SAFE', lastSeenAt: expect.any(Number) }]);
        await beats.close();
      }),
    );

    it(
      'forgets what was heard when the host gets another token, and hears nothing of a removed one',
      withStore(open, async ({ store }) => {
        await save(store, aHost());
        await store.heardOf([heard()]);
        await save(store, aHost({ token: 'ksh_new' }));
        expect(await hostsOf(store)).toEqual([aHost({ token: 'ksh_new' })]);
        await save(store, aHost({ token: 'ksh_new', removed: true }));
        await store.heardOf([heard({ token: 'ksh_new' })]);
        expect(await hostsOf(store)).toEqual([aHost({ token: 'ksh_new', removed: true })]);
        expect(await store.hosts()).toEqual([]);
      }),
    );

    it(
      'and takes the events of a Guardian once, although many take the same ones at once',
      withStore(open, async ({ store }) => {
        const { approve, exitOf, publicKey } = sampleGuardian('agents-01');
        const host = aHost({ publicKey });
        await save(store, host, aHost({ tenantId: GLOBEX.id }));
        const kill = { kind: 'kill', outcome: 'CORE TERMINATED', actor: 'nobody\u0000@x', message: '\u0000' };
        const items = [{ ...kill, id: 'evt-000001' }, exitOf('evt-000002', approve('exit-1'))];
        const told = (some: object[]) => readOutbox({ items: some }, null) ?? [];
        const [first, all] = [told(items.slice(0, 1)), told(items)];
        const taken = await Promise.all(
          Array.from({ length: 12 }, (_, n) =>
            takeEvents(store, host, n % 2 === 0 ? all : first, () => crypto.randomUUID()),
          ),
        );
        expect(taken.reduce((sum, rows) => sum + rows, 0)).toBe(2);
        const rows = await readChain(store, ACME.id);
        expect(rows.map(({ action }) => action)).toEqual(['guardian_kill', 'guardian_approval']);
        expect(await hostsOf(store)).toMatchObject([{ lastEvent: 'evt-000002' }]);
        expect(await readChain(store, GLOBEX.id)).toEqual([]);
        const again = told([exitOf('evt-000003', approve('exit-1'))]);
        expect(await takeEvents(store, { ...host, token: 'ksh_other' }, again, () => 'x')).toBe(0);
        await takeEvents(store, host, again, () => crypto.randomUUID());
        expect((await readChain(store, ACME.id)).at(-1)?.action).toBe('guardian_approval_refused');
      }),
    );

    it(
      'and tells gateways of them with each beat, and which agents belong to them',
      withStore(open, async ({ store, openBeats }) => {
        await save(store, aHost(), aHost({ name: 'agents-02', removed: true }));
        await store.heardOf([heard({ mode: 'OPERATOR_OVERRIDE' })]);
        await store.transaction(ACME.id, (tx) => tx.saveAgent(anAgent({ keyHash: 'k1', host: 'agents-01' })));
        const beats = await openBeats();
        const gateway = { id: idOf(501), name: 'eu-1' };
        const { hosts, agents, now } = await beats.beat({ gateway, epochs: [], calls: [], leaked: [] });
        await beats.close();
        expect(agents).toEqual([{ keyHash: 'k1', tenantId: ACME.id, name: 'm', host: 'agents-01' }]);
        expect(hosts).toEqual([
          {
            tenantId: ACME.id,
            name: 'agents-01',
            mode: 'OPERATOR_OVERRIDE',
            since: 1_700_000_000_000,
            lastSeenAt: expect.any(Number),
          },
        ]);
        expect(now - (hosts[0]?.lastSeenAt ?? 0)).toBeLessThan(10_000);
      }),
    );
  });
}
