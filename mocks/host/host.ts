import type { Db, Host } from '../db';
import { tenants } from '../seeds/personas';
import { createHost, startFrontend } from './create-host';
import { turn } from './polls';
import { logEvent } from '../../core/guardian/events';
import type { GuardianState, SignatureState } from '../../core/guardian/state';
import { restart, trip } from '../../core/guardian/watch';

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
  const change = (work: (guardian: GuardianState, now: number, host: Host) => void) =>
    run((db) => {
      const host = hostOf(db, tenants.acme.id);
      work(host.guardian, clock(), host);
    });
  return {
    dropKillFile: () => change((_guardian, now, host) => turn(host, 'kill_file', true, now)),
    deleteKillFile: () => change((_guardian, now, host) => turn(host, 'kill_file', false, now)),
    setRegistryKey: () => change((_guardian, now, host) => turn(host, 'registry', true, now)),
    clearRegistryKey: () => change((_guardian, now, host) => turn(host, 'registry', false, now)),
    restartGuardian: () => change(restart),
    setStartupFlag: (on) =>
      change((guardian, now) => {
        if (on) trip(guardian, 'startup_flag', now, 'the host was started with --safe-mode');
        else delete guardian.conditions.startup_flag;
        restart(guardian, now);
      }),
    corruptPolicy: () =>
      change((guardian, now) => {
        guardian.policy.settings = { ...guardian.policy.settings, autonomy_ceiling: 'PROFILE-UNBOUNDED' };
        trip(guardian, 'policy_corruption', now, 'the policy does not match its seal');
      }),
    breakCoreSignature: (to = 'invalid') =>
      change((guardian, now) => {
        guardian.core.signature = to;
        trip(guardian, 'core_signature', now, `the signature of Core is ${to}`);
      }),
    rollbackUpgrade: () =>
      change((guardian, now) => {
        const { version: from, backups } = guardian.core;
        const version = backups[0]?.version ?? from;
        guardian.core = { ...guardian.core, version, backups: backups.slice(1) };
        const message = `The upgrade to Core ${from} failed; back at ${version}`;
        logEvent(guardian, { at: now, kind: 'rollback', outcome: 'ROLLED BACK', actor: 'Guardian', message });
        trip(guardian, 'upgrade_rollback', now, 'an upgrade was rolled back');
      }),
    crash: (times = 1) =>
      change((guardian, now) => {
        guardian.core.crashes += times;
        const { crashes } = guardian.core;
        if (crashes >= 3) trip(guardian, 'crash_loop', now, `Core crashed ${crashes} times`);
      }),
    killCore: () =>
      change((guardian) => {
        guardian.core.alive = false;
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
