import type { Db, Host } from '../db';
import { tenants } from '../seeds/personas';
import { createHost, startFrontend } from './create-host';
import { turn } from './polls';
import { hashOf, type SignatureState } from '../../core/guardian/state';
import { findingsOf, happen, restart, type SimulatedGuardian } from './simulated-guardian';

/** What somebody does on the first tenant's host, or what happens to it. No rule of the API applies. */
export interface HostHooks {
  /** The Guardian notices at its next check, within five seconds of the backend's clock. */
  dropKillFile(): Promise<void>;
  deleteKillFile(): Promise<void>;
  /** `EmergencyStop = 1`. The Guardian notices within thirty seconds of the backend's clock, or when it restarts. */
  setRegistryKey(): Promise<void>;
  clearRegistryKey(): Promise<void>;
  restartGuardian(): Promise<void>;
  /** Restarts the host with or without `--safe-mode`. */
  setStartupFlag(on: boolean): Promise<void>;
  corruptPolicy(): Promise<void>;
  breakCoreSignature(to?: Exclude<SignatureState, 'valid'>): Promise<void>;
  /** An upgrade failed, and Core is back at the previous version. */
  rollbackUpgrade(): Promise<void>;
  /** Core crashes this many times; the third crash is a crash loop. */
  crash(times?: number): Promise<void>;
  killCore(): Promise<void>;
  /** There is no backup left to roll back to. */
  loseBackups(): Promise<void>;
  configureControl(change: {
    enabled?: boolean;
    adminToken?: string | null;
    taskkillAllowed?: boolean;
  }): Promise<void>;
  startFrontend(): Promise<void>;
  /** The tenant has further hosts with these names, beside its first one. */
  addHosts(...names: string[]): Promise<void>;
  /** The host with this name, or the first one, stops answering the control plane, or answers again. */
  setSilent(on: boolean, name?: string): Promise<void>;
}

type Run = <T>(work: (db: Db) => T) => Promise<T>;

/** The hosts of a tenant, the first one first. */
export const hostsOf = ({ hosts, otherHosts }: Db, tenantId: string): Host[] => {
  const first = hosts[tenantId];
  return first ? [first, ...(otherHosts[tenantId] ?? [])] : [];
};

export const allHosts = (db: Db): Host[] =>
  Object.keys(db.hosts).flatMap((tenantId) => hostsOf(db, tenantId));

/** The host of a tenant with this name, or its first one. Every tenant has one. */
export function hostOf(db: Db, tenantId: string, name: string | null = null): Host {
  const found = hostsOf(db, tenantId).find(({ guardian }) => name === null || guardian.host === name);
  if (!found) throw new Error(`No host ${name ?? ''} for tenant ${tenantId}`);
  return found;
}

export function createHostHooks(run: Run, clock: () => number): HostHooks {
  const change = (work: (guardian: SimulatedGuardian, now: number, host: Host) => void) =>
    run((db) => {
      const host = hostOf(db, tenants.acme.id);
      work(host.guardian, clock(), host);
    });
  return {
    dropKillFile: () => change((_guardian, now, host) => turn(host, 'kill_file', true, now)),
    deleteKillFile: () => change((_guardian, now, host) => turn(host, 'kill_file', false, now)),
    setRegistryKey: () => change((_guardian, now, host) => turn(host, 'registry', true, now)),
    clearRegistryKey: () => change((_guardian, now, host) => turn(host, 'registry', false, now)),
    restartGuardian: () => change((guardian, now) => restart(guardian, now)),
    setStartupFlag: (on) => change((guardian, now) => restart(guardian, now, on)),
    corruptPolicy: () =>
      change((guardian, now) => {
        const settings = { ...guardian.policy.settings, autonomy_ceiling: 'PROFILE-UNBOUNDED' };
        const policy = { settings, hash: hashOf(settings), intact: false };
        happen(guardian, { type: 'findings', findings: { ...findingsOf(guardian), policy } }, now);
      }),
    breakCoreSignature: (signature = 'invalid') =>
      change((guardian, now) => {
        happen(guardian, { type: 'findings', findings: { ...findingsOf(guardian), signature } }, now);
      }),
    rollbackUpgrade: () =>
      change((guardian, now) => {
        guardian.core.upgradedFrom = guardian.core.backups[0]?.version ?? null;
        happen(guardian, { type: 'health-check-failed', why: 'its health check' }, now);
      }),
    crash: (times = 1) =>
      change((guardian, now) => {
        for (let crash = 0; crash < times; crash++)
          happen(guardian, { type: 'core-gone', detail: 'it crashed' }, now);
      }),
    killCore: () =>
      change(({ core }) => {
        core.process = 'none';
        core.children = 0;
      }),
    loseBackups: () =>
      change((guardian) => {
        guardian.core.backups = [];
      }),
    configureControl: (settings) =>
      change((_guardian, _now, host) => {
        host.control = { ...host.control, ...settings };
      }),
    startFrontend: () => change((_guardian, now, { control }) => startFrontend(control, now)),
    addHosts: (...names) =>
      run((db) => {
        const others = names.map((name) => createHost(name, clock()));
        db.otherHosts[tenants.acme.id] = [...(db.otherHosts[tenants.acme.id] ?? []), ...others];
      }),
    setSilent: (on, name) =>
      run((db) => {
        const host = hostOf(db, tenants.acme.id, name);
        const { mode, since } = host.guardian;
        host.silent = on ? { lastSeenAt: clock(), mode, since } : null;
      }),
  };
}
