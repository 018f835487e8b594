import { describe, expect, it, vi } from 'vitest';
import type { BeatReport, LeakedCall } from '../ports/gateways';
import { ACME, anAgent, GLOBEX, idOf, REASON, toggle, type OpenStore } from './store-under-test';
import { withStore } from './with-store';

const EU1 = { id: idOf(501), name: 'eu-1' };
const EU2 = { id: idOf(502), name: 'eu-2' };
const HOUR = 3_600_000;

export function describeGateways(open: OpenStore): void {
  describe('answers beats', () => {
    it(
      'with every switch, and every key that is not revoked',
      withStore(open, async ({ store, openBeats }) => {
        const now = await store.transaction(ACME.id, async (tx) => {
          await toggle(tx, idOf(1));
          await tx.saveAgent(anAgent({ keyHash: 'k1' }));
          await tx.saveAgent(anAgent({ id: idOf(6), name: 'n', keyHash: 'k2', revoked: true }));
          return tx.now;
        });
        const beats = await openBeats();
        const answer = await beats.beat(report());
        await beats.close();
        expect(answer.now).toBeGreaterThanOrEqual(now);
        expect(answer.agents).toEqual([{ keyHash: 'k1', tenantId: ACME.id, name: 'm', host: null }]);
        const known = Object.fromEntries(answer.switches.map((one) => [one.tenantId, one]));
        expect(known[ACME.id]).toMatchObject({
          epoch: 1,
          engaged: true,
          reason: REASON,
          by: 'alice@acme.example',
        });
        expect(known[GLOBEX.id]).toMatchObject({ epoch: 0, engaged: false, by: null, changedAt: null });
      }),
    );

    it(
      'and keeps since when a gateway reports an epoch',
      withStore(open, async ({ store, openBeats, advance }) => {
        const beats = await openBeats();
        const gateway = async () => (await store.read(ACME.id, (reading) => reading.gateways()))[0];
        await beats.beat(report());
        expect(await gateway()).toMatchObject({ ...EU1, gone: false, epoch: 0, confirmedAt: null });
        await beats.beat(report({ epochs: [{ tenantId: ACME.id, epoch: 1 }] }));
        const first = await gateway();
        expect(first?.epoch).toBe(1);
        expect(first?.confirmedAt).toBe(first?.lastSeenAt);
        await advance(1_000);
        await beats.beat(report({ epochs: [{ tenantId: ACME.id, epoch: 1 }] }));
        const later = await gateway();
        expect(later?.confirmedAt).toBe(first?.confirmedAt);
        expect(later?.lastSeenAt).toBeGreaterThanOrEqual((first?.lastSeenAt ?? 0) + 1_000);
        await beats.beat(report({ epochs: [{ tenantId: ACME.id, epoch: 2 }] }));
        expect((await gateway())?.confirmedAt).toBeGreaterThanOrEqual((first?.confirmedAt ?? 0) + 1_000);
        const forGlobex = await store.read(GLOBEX.id, (reading) => reading.gateways());
        expect(forGlobex[0]).toMatchObject({ ...EU1, epoch: 0, confirmedAt: null });
        await beats.close();
      }),
    );

    it(
      'and knows which gateways said goodbye, and forgets those that were silent for 24 hours',
      withStore(open, async ({ store, openBeats, advance }) => {
        const beats = await openBeats();
        const gateways = () => store.read(ACME.id, (reading) => reading.gateways());
        await beats.beat(report());
        await beats.leave(EU1.id);
        expect(await gateways()).toMatchObject([{ ...EU1, gone: true }]);
        await advance(23 * HOUR);
        await beats.beat(report({ gateway: EU2 }));
        expect(await gateways()).toMatchObject([
          { ...EU1, gone: true },
          { ...EU2, gone: false },
        ]);
        await advance(HOUR + 1_000);
        expect(await gateways()).toMatchObject([EU2]);
        expect((await beats.beat(report({ gateway: EU2 }))).forgotten).toEqual([]);
        await beats.close();
      }),
    );

    it(
      'and tells once which gateways fell silent for 24 hours without a goodbye',
      withStore(open, async ({ store, openBeats, advance }) => {
        const beats = await openBeats();
        const beat = async () => (await beats.beat(report({ gateway: EU2 }))).forgotten;
        await beats.beat(report());
        await advance(24 * HOUR - 60_000);
        expect(await beat()).toEqual([]);
        await advance(120_000);
        expect([await beat(), await beat()]).toEqual([[EU1.name], []]);
        expect((await beats.beat(report())).forgotten).toEqual([]);
        const listed = await store.read(ACME.id, (reading) => reading.gateways());
        expect(listed).toMatchObject([EU1, EU2]);
        await beats.close();
      }),
    );

    it(
      'and counts calls by the totals of each boot, so that a report that comes twice or late counts once',
      withStore(open, async ({ store, openBeats }) => {
        const beats = await openBeats();
        const calls = (epoch: number) => store.read(ACME.id, (reading) => reading.calls(epoch));
        expect(await calls(4)).toEqual({ allowed: 0, denied: 0, lastAllowedAt: null, byAgent: [] });
        const early = report({ calls: [call('a', 4, 2, 1, 1_000)] });
        const late = report({ calls: [call('a', 4, 5, 1, 2_000), call('b', 4, 0, 7, null)] });
        for (const one of [early, late, late, early]) await beats.beat(one);
        await beats.beat(
          report({ gateway: EU2, calls: [call('a', 4, 10, 0, 1_500), call('a', 5, 1, 0, 3_000)] }),
        );
        expect(await calls(4)).toEqual({
          allowed: 15,
          denied: 8,
          lastAllowedAt: 2_000,
          byAgent: [
            { agent: 'a', allowed: 15, denied: 1 },
            { agent: 'b', allowed: 0, denied: 7 },
          ],
        });
        expect(await store.read(GLOBEX.id, (reading) => reading.calls(4))).toMatchObject({
          allowed: 0,
          denied: 0,
        });
        await beats.close();
      }),
    );

    it(
      'and keeps each leaked call once, and whether a gateway could not keep all',
      withStore(open, async ({ store, openBeats }) => {
        const beats = await openBeats();
        const leaked = () => store.read(ACME.id, (reading) => reading.leakedCalls(2));
        expect(await leaked()).toEqual({ items: [], complete: true });
        const items = [leak('r1', 10), leak('r2', 20)];
        const first = report({ leaked: [{ tenantId: ACME.id, epoch: 2, items, complete: true }] });
        await beats.beat(first);
        await beats.beat(first);
        expect(await leaked()).toEqual({ items, complete: true });
        await beats.beat(report({ leaked: [{ tenantId: ACME.id, epoch: 2, items: [], complete: false }] }));
        await beats.beat(first);
        expect(await leaked()).toEqual({ items, complete: false });
        await beats.close();
      }),
    );

    it(
      'with many reports in one, as many as a gateway may have',
      withStore(open, async ({ store, openBeats }) => {
        const beats = await openBeats();
        const items = Array.from({ length: 1_000 }, (_, n) => leak(`r${n}`, n));
        const calls = Array.from({ length: 1_200 }, (_, n) => call(`agent-${n}`, 1, 1, 1, n));
        await beats.beat(report({ calls, leaked: [{ tenantId: ACME.id, epoch: 1, items, complete: true }] }));
        await store.read(ACME.id, async (reading) => {
          expect((await reading.leakedCalls(1)).items).toHaveLength(1_000);
          expect(await reading.calls(1)).toMatchObject({
            allowed: 1_200,
            denied: 1_200,
            lastAllowedAt: 1_199,
          });
        });
        await beats.close();
      }),
    );

    it(
      'and tells gateways soon after a toggle, until they stop listening',
      withStore(open, async ({ store, openBeats }) => {
        const beats = await openBeats();
        await beats.beat(report());
        const told = vi.fn<() => void>();
        const stop = beats.onToggle(told);
        await store.transaction(ACME.id, (tx) => toggle(tx, idOf(1)));
        await vi.waitFor(() => expect(told).toHaveBeenCalled(), { timeout: 5_000, interval: 5 });
        stop();
        await beats.close();
      }),
    );
  });
}

function report(changes: Partial<BeatReport> = {}): BeatReport {
  return { gateway: EU1, epochs: [], calls: [], leaked: [], ...changes };
}

function call(agent: string, epoch: number, allowed: number, denied: number, lastAllowedAt: number | null) {
  return { tenantId: ACME.id, epoch, agent, allowed, denied, lastAllowedAt };
}

function leak(requestId: string, allowedAt: number): LeakedCall {
  return { requestId, agent: 'a', tool: 'mail', allowedAt, gateway: EU1.name };
}
