import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { parseTimestamp } from '../lib/time';

export const SAFE_PROFILE = 'PROFILE-SAFE';

/** A time in a status that is later than the answer itself. `code` names the entry, where there are several. */
export type FutureTime = { of: 'since' | 'last_exit' } | { of: 'condition' | 'mechanism'; code: string };

/** Two statements of one status that cannot both be true, whatever the host does. The Safe Mode page has the words for them. */
export type Clash =
  /** NORMAL, together with something that ends NORMAL at once or that only a restricted host has. */
  | { kind: 'normal-condition' | 'normal-triggered'; code: string }
  | { kind: 'normal-policy' | 'normal-capabilities' | 'normal-profile' }
  | { kind: 'normal-core'; state: string }
  | { kind: 'normal-capability'; code: string; state: string }
  | { kind: 'triggered-inactive'; code: string }
  | { kind: 'policy-inactive' | 'policy-without-hash' }
  /** Two entries for one code that contradict each other. */
  | { kind: 'two-conditions' | 'two-mechanisms' | 'two-capabilities'; code: string }
  | { kind: 'children'; count: number }
  | { kind: 'interval'; code: string; seconds: number }
  | { kind: 'future'; time: FutureTime; ms: number }
  | { kind: 'exit-after-since' };

/** No host has more processes: this is the highest process number on Linux. */
const MOST_PROCESSES = 4_194_304;
/** How much the clocks of the Guardian and of the server in front of it may differ without being called wrong. */
const CLOCKS_MS = 300_000;
/** A record may be signed a little later than the mode changed. */
const SIGNING_MS = 60_000;
/** F7 §2: enabled in NORMAL, whatever the profile. */
const ALWAYS_ENABLED: readonly string[] = ['ai_planning', 'network', 'file_operations', 'ui'];
/** States in which a capability can do nothing; the last two exist in Safe Mode only. */
const STOPPED: readonly string[] = ['disabled', 'read_only', 'forced_safe', 'diagnostic_only'];
const SAFE_MODE_ONLY: readonly string[] = ['forced_safe', 'diagnostic_only'];

/**
 * Everything in a status that cannot both be true. Members that an older Guardian leaves out contradict nothing.
 * @param serverTime the server's clock when it answered, ms since the epoch; null when it did not say
 */
export function clashesOf(status: GuardianStatus, serverTime: number | null): Clash[] {
  return [
    ...(status.mode === 'NORMAL' ? ofNormal(status) : []),
    ...ofConditions(status),
    ...disagreeing(status),
    ...ofNumbers(status),
    ...ofTimes(status, serverTime),
  ];
}

const list = <T>(items: readonly T[] | null | undefined): readonly T[] => items ?? [];

/** What cannot be true while the mode is NORMAL (F7 §2). */
function ofNormal(status: GuardianStatus): Clash[] {
  const { core_state: core, profile, policy } = status;
  const capabilities = list(status.capabilities);
  const found: Clash[] = [];
  for (const { code, active } of list(status.entry_conditions))
    if (active) found.push({ kind: 'normal-condition', code });
  for (const { code, triggered } of list(status.kill_mechanisms))
    if (triggered) found.push({ kind: 'normal-triggered', code });
  if (policy?.intact === false) found.push({ kind: 'normal-policy' });
  if (core != null && /^\s*(blocked|stopped)\s*$/i.test(core))
    found.push({ kind: 'normal-core', state: core });
  // After a policy reset no other profile is allowed, in NORMAL as well (F7 §3).
  if (profile?.trim() === SAFE_PROFILE && policy?.settings?.['autonomy_ceiling'] !== SAFE_PROFILE)
    found.push({ kind: 'normal-profile' });
  for (const { code, state } of capabilities)
    if (SAFE_MODE_ONLY.includes(state)) found.push({ kind: 'normal-capability', code, state });
  const nothingAllowed =
    capabilities.some(({ code }) => ALWAYS_ENABLED.includes(code)) &&
    capabilities.every(({ state }) => STOPPED.includes(state));
  if (nothingAllowed) found.push({ kind: 'normal-capabilities' });
  return found;
}

/** A condition is reported as not active although its cause is reported. */
function ofConditions({ entry_conditions: conditions, kill_mechanisms: mechanisms, policy }: GuardianStatus) {
  const found: Clash[] = [];
  const reported = new Set(list(conditions).map(({ code }) => code));
  for (const { code, active } of list(conditions)) if (active) reported.delete(code);
  for (const { code, triggered } of list(mechanisms))
    if (triggered && reported.has(code)) found.push({ kind: 'triggered-inactive', code });
  if (policy?.intact === false && reported.has('policy_corruption')) found.push({ kind: 'policy-inactive' });
  if (policy?.intact === true && policy.hash != null && policy.hash.trim() === '')
    found.push({ kind: 'policy-without-hash' });
  return found;
}

/** The codes with two entries that contradict each other. */
function differing<T extends { code: string }>(
  items: readonly T[] | null | undefined,
  saying: (item: T) => unknown,
): string[] {
  const first = new Map<string, unknown>();
  const found = new Set<string>();
  for (const item of list(items)) {
    const said = saying(item);
    if (!first.has(item.code)) first.set(item.code, said);
    else if (first.get(item.code) !== said) found.add(item.code);
  }
  return [...found];
}

function disagreeing(status: GuardianStatus): Clash[] {
  const { entry_conditions: conditions, kill_mechanisms: mechanisms, capabilities } = status;
  const two = (kind: 'two-conditions' | 'two-mechanisms' | 'two-capabilities') => (code: string) => ({
    kind,
    code,
  });
  return [
    ...differing(conditions, ({ active }) => active).map(two('two-conditions')),
    ...differing(mechanisms, (item) => `${item.available} ${item.triggered ?? null}`).map(
      two('two-mechanisms'),
    ),
    ...differing(capabilities, ({ state }) => state).map(two('two-capabilities')),
  ];
}

function ofNumbers({ child_processes: count, kill_mechanisms: mechanisms }: GuardianStatus): Clash[] {
  const found: Clash[] = [];
  if (count != null && !(Number.isInteger(count) && count >= 0 && count <= MOST_PROCESSES))
    found.push({ kind: 'children', count });
  for (const { code, poll_interval_seconds: seconds } of list(mechanisms)) {
    // A mechanism that is read only at the start may report 0.
    const least = code === 'startup_flag' ? 0 : Number.MIN_VALUE;
    if (seconds != null && !(seconds >= least && Number.isFinite(seconds)))
      found.push({ kind: 'interval', code, seconds });
  }
  return found;
}

function ofTimes(status: GuardianStatus, serverTime: number | null): Clash[] {
  const since = parseTimestamp(status.since);
  const exit = parseTimestamp(status.last_exit?.['timestamp']);
  const times: [FutureTime, number | null][] = [
    [{ of: 'since' }, since],
    [{ of: 'last_exit' }, exit],
    ...list(status.entry_conditions)
      .filter(({ active }) => active)
      .map((item): [FutureTime, number | null] => [
        { of: 'condition', code: item.code },
        parseTimestamp(item.since),
      ]),
    ...list(status.kill_mechanisms).map((item): [FutureTime, number | null] => [
      { of: 'mechanism', code: item.code },
      parseTimestamp(item.last_checked_at),
    ]),
  ];
  const found: Clash[] = [];
  for (const [time, at] of times)
    if (at !== null && serverTime !== null && at - serverTime > CLOCKS_MS)
      found.push({ kind: 'future', time, ms: at - serverTime });
  // An exit changes the mode, so no exit can be newer than the reported mode.
  if (exit !== null && since !== null && exit - since > SIGNING_MS) found.push({ kind: 'exit-after-since' });
  return found;
}
