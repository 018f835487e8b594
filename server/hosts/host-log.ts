import type { GuardianMode, HostRecord } from '../../core/ports/hosts';

/** Why a host says nothing that can be used. */
export type HostTrouble = 'silent' | 'refuses' | 'clock' | 'unreadable';

const WORDS: Record<HostTrouble, string> = {
  silent: 'the host is silent: its Guardian cannot be reached, or does not answer',
  refuses: 'the host is silent: its Guardian does not accept the token',
  clock: 'the host is silent: its clock and this one differ by too much',
  unreadable: 'the host is silent: what answers is not its Guardian',
};

interface Known {
  /** ms of the monotonic clock: the last answer, or when the host was first looked for. */
  lastAt: number;
  /** What was last said of it. */
  told: HostTrouble | null;
  mode: GuardianMode | null | undefined;
  believed: boolean;
}

interface HostLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

type Named = Pick<HostRecord, 'tenantId' | 'name' | 'lastSeenAt'>;

/** One line when a host goes silent, when it comes back, and for each change of its mode. */
export function createHostLog(log: HostLog, now: () => number = () => performance.now()) {
  const known = new Map<string, Known>();
  const of = (key: string): Known => {
    const found = known.get(key) ?? { lastAt: now(), told: null, mode: undefined, believed: true };
    known.set(key, found);
    return found;
  };

  return {
    heard(key: string, { tenantId, name: host }: Named, mode: GuardianMode | null, believed: boolean) {
      const state = of(key);
      if (state.told !== null) log.info({ tenantId, host, mode }, 'the host answers again');
      if (!believed && state.believed) {
        log.warn(
          { tenantId, host },
          'the record of the last exit is not signed by this host: its mode is unknown',
        );
      } else if (state.mode !== undefined && state.mode !== mode) {
        log[mode === 'NORMAL' ? 'info' : 'warn']({ tenantId, host, mode }, 'the host has another mode');
      }
      Object.assign(state, { lastAt: now(), told: null, mode, believed });
    },

    trouble(
      key: string,
      { tenantId, name: host, lastSeenAt }: Named,
      trouble: HostTrouble,
      isLong: (ms: number) => boolean,
    ) {
      const state = of(key);
      if (!isLong(now() - state.lastAt) || state.told === trouble) return;
      state.told = trouble;
      const since = lastSeenAt === null ? null : new Date(lastSeenAt).toISOString();
      log.warn({ tenantId, host, lastSeenAt: since }, WORDS[trouble]);
    },

    /** Forgets the hosts that are there no more. */
    keepOnly(keys: readonly string[]) {
      const kept = new Set(keys);
      for (const key of known.keys()) if (!kept.has(key)) known.delete(key);
    },
  };
}
