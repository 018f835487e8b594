import { createHash } from 'node:crypto';
import type { BeatAnswer, BeatReport, KnownSwitch } from '../../../core/ports/gateways';
import type { GuardianMode } from '../../../core/ports/hosts';
import type { Beats } from '../../../core/ports/store';

/** The agents of the tests by their keys. */
export const AGENTS = {
  ksa_mail: { tenantId: 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', name: 'mail', host: null },
  ksa_billing: { tenantId: 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', name: 'billing & more', host: null },
  ksa_held: { tenantId: 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', name: 'held', host: 'agents-01' },
  ksa_globex: { tenantId: 'b10bec5a-9f8e-4d7c-ab6a-f5e4d3c2b1a0', name: 'mail', host: null },
};
export const ACME = AGENTS.ksa_mail.tenantId;
const GLOBEX = AGENTS.ksa_globex.tenantId;

/** A store in memory, as a gateway sees it. It can be hung, or fail. */
export interface FakeBeats extends Beats {
  /** Toggles the switch of Acme, and tells the gateways unless `quietly`. */
  toggle(engaged: boolean, quietly?: boolean): void;
  /** Beats wait from now on, before they read the switch or with the answer that they have, until `flow`. */
  hang(where?: 'before' | 'after'): void;
  flow(): void;
  fail(failing: boolean): void;
  /** The store knows the mode of the host `agents-01`, which was heard of this long ago. */
  hearOf(mode: GuardianMode, silentMs?: number): void;
  revoke(key: keyof typeof AGENTS): void;
  /** Puts other epochs in its place, as a restored backup would. */
  restore(epoch: number): void;
  /** What the next answer tells of gateways that were silent for too long. */
  forgotten: string[];
  /** Every report that arrived. */
  reports: BeatReport[];
  /** The gateways that said goodbye. */
  left: string[];
}

export function createFakeBeats(): FakeBeats {
  const keys = new Map(Object.entries(AGENTS));
  const listeners = new Set<() => void>();
  let acme: KnownSwitch = switchOf(ACME, 0, false);
  let host: { tenantId: string; name: string; mode: GuardianMode; since: number; silentMs: number } | null =
    null;
  let failing = false;
  let gate: { where: 'before' | 'after'; open: () => void; opened: Promise<void> } | null = null;

  const beats: FakeBeats = {
    forgotten: [],
    reports: [],
    left: [],
    async beat(report) {
      if (gate?.where === 'before') await gate.opened;
      if (failing) throw new Error('the store is away');
      beats.reports.push(report);
      const agents = [...keys].map(([key, agent]) => ({ keyHash: sha256(key), ...agent }));
      const switches = [acme, switchOf(GLOBEX, 0, false)];
      const now = Date.now();
      const hosts = host ? [{ ...host, lastSeenAt: now - host.silentMs }] : [];
      const answer: BeatAnswer = { now, switches, agents, hosts, forgotten: beats.forgotten.splice(0) };
      if (gate?.where === 'after') await gate.opened;
      return answer;
    },
    leave: async (id) => void beats.left.push(id),
    onToggle(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => undefined,
    toggle(engaged, quietly = false) {
      acme = switchOf(ACME, acme.epoch + 1, engaged);
      if (!quietly) for (const listener of listeners) listener();
    },
    hearOf(mode, silentMs = 0) {
      host = { tenantId: ACME, name: 'agents-01', mode, since: 0, silentMs };
    },
    hang(where = 'before') {
      let open = () => {};
      const opened = new Promise<void>((done) => (open = done));
      gate ??= { where, open, opened };
    },
    flow() {
      gate?.open();
      gate = null;
    },
    fail: (now) => void (failing = now),
    revoke: (key) => void keys.delete(key),
    restore: (epoch) => void (acme = switchOf(ACME, epoch, false)),
  };
  return beats;
}

function switchOf(tenantId: string, epoch: number, engaged: boolean): KnownSwitch {
  const toggled = epoch > 0;
  const [by, reason] = toggled ? ['ada@acme.example', 'refunds in a loop'] : [null, null];
  return { tenantId, epoch, engaged, reason, by, changedAt: toggled ? Date.now() : null };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
