import type { Desk } from '../../core/guardian/desk';
import { isTold, serialOf } from '../../core/guardian/events';
import type { Findings } from '../../core/guardian/findings';
import { step, type Input } from '../../core/guardian/machine';
import { hashOf, type GuardianState, type Polled } from '../../core/guardian/state';
import { isReply, type RefusalBody, type Reply } from '../../core/http/reply';
import { stamp } from '../../core/guardian/actions';
import { listEvents, logEvent, type EventList } from './event-list';
import { makeKeys, signWith, type SimulatedKeys } from './keys';

/** One host's Guardian and what is on that host, as plain JSON. The rules are core's; only the host is simulated. */
export interface SimulatedGuardian extends GuardianState, EventList {
  /** Which switches are set on the host now, whatever the Guardian's last look found. */
  isSet: Record<Polled, boolean>;
  /** Made when the first record is signed. */
  keys: SimulatedKeys | null;
}

export const CHILDREN = 4;

const lookAt = ({ isSet }: SimulatedGuardian, code: Polled) => (isSet[code] ? 'present' : 'absent');

/** What reading the host's files would find: what was told last. */
export const findingsOf = ({ core, policy, ownSignature }: SimulatedGuardian): Findings => ({
  version: core.version,
  signature: core.signature,
  backups: core.backups,
  policy,
  ownSignature,
});

/** Something happens to a Guardian at `at` (ms): its state follows, and the host does what has to be done. */
export function happen(guardian: SimulatedGuardian, input: Input, at: number): Reply<RefusalBody> | null {
  const { state, effects, refusal } = step(guardian, input, at);
  Object.assign(guardian, state);
  for (const effect of effects) {
    if (effect.do === 'append') logEvent(guardian, effect.event);
    else if (effect.do === 'kill-core') happen(guardian, { type: 'core-gone', detail: 'killed' }, at);
    else if (effect.do === 'start-core') happen(guardian, { type: 'core-started', children: CHILDREN }, at);
    else if (effect.do === 'restart') restart(guardian, at);
  }
  return refusal;
}

export const lookNow = (guardian: SimulatedGuardian, code: Polled, at: number) =>
  happen(guardian, { type: 'look', code, look: lookAt(guardian, code) }, at);

/** The Guardian starts again: it looks at both switches at once, and the condition of a cleared key ends. */
export function restart(
  guardian: SimulatedGuardian,
  at: number,
  flag = guardian.conditions.startup_flag !== undefined,
): void {
  const looks = { kill_file: lookAt(guardian, 'kill_file'), registry: lookAt(guardian, 'registry') } as const;
  const findings = findingsOf(guardian);
  const { mode: logged } = guardian;
  happen(guardian, { type: 'started', flag, looks, findings, unclean: false, lost: false, logged }, at);
}

/** What is compared with the signatures and hashes of the files. */
function verified({ version, core, policy }: SimulatedGuardian) {
  const isSigned = core.signature === 'valid';
  return [
    {
      component: 'guardian',
      sha256: hashOf(`exacta-guardian ${version}`),
      signature: 'valid',
      detail: null,
    },
    {
      component: 'core',
      // A file that was changed or is not signed is a different file from the one that was shipped.
      sha256: hashOf(`exacta-core ${core.version} ${core.signature}`),
      signature: core.signature,
      detail: isSigned ? null : `Core ${core.version} is not what was signed.`,
    },
    {
      component: 'policy',
      sha256: policy.hash,
      signature: policy.intact ? 'valid' : 'invalid',
      detail: policy.intact ? null : 'The policy does not match its seal.',
    },
  ] as const;
}

/** The host that a Guardian works on at `now` (ms). Everything is done at once. */
export function createDesk(
  guardian: SimulatedGuardian,
  now: number,
  { newId, randomBytes }: { newId(): string; randomBytes(length: number): Uint8Array },
): Desk {
  const keys = () => (guardian.keys ??= makeKeys(randomBytes));
  return {
    state: () => guardian,
    tell(input) {
      const refusal = happen(guardian, input, now);
      // This host's log is the tenant's: what was done is told at once.
      if (input.type === 'exit' && !isReply(refusal))
        happen(guardian, { type: 'delivered', upTo: input.event }, now);
      return refusal;
    },
    async lookNow() {
      lookNow(guardian, 'kill_file', now);
      lookNow(guardian, 'registry', now);
    },
    verifyNow: async () => verified(guardian),
    verifyLog: async () => ({
      component: 'audit log',
      sha256: hashOf(guardian.events),
      signature: 'valid',
      detail: null,
    }),
    record: async (event) => logEvent(guardian, event),
    events: async (limit, before) => listEvents(guardian, limit, before),
    outbox: async (limit, after) =>
      guardian.events
        .filter((event) => isTold(event) && (after === null || serialOf(event.id) > serialOf(after)))
        .slice(0, limit),
    publicKey: async () => keys().publicKey,
    sign: async (message) => signWith(keys(), message),
    resetPolicy: async (settings, at) => ({
      backup: `policy-backup-${stamp(at)}.json`,
      hashBefore: guardian.policy.hash,
      policy: { settings: { ...settings }, hash: hashOf(settings), intact: true },
    }),
    keepCore: async () => ({ refused: 'not signed', detail: 'Nobody brings a Core to this host.' }),
    activate: async () => undefined,
    file: async () => ({ found: 'nothing' }),
    stop: () => undefined,
    newId,
  };
}
