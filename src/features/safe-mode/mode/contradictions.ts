import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { GuardianEvent } from '../../../api/guardian/recovery-schemas';
import { clashesOf, SAFE_PROFILE } from '../../../guardian/clashes';
import { modeWords } from '../../../guardian/mode';
import { parseTimestamp } from '../../../lib/time';
import { clashWords, type Contradiction } from './clash-words';
import { allowedInSafeMode, capabilityRules, conditionName, lookUp } from '../known-codes';

/** Conditions under which F7 §2 demands that Core is terminated. */
const TERMINATING: readonly string[] = ['kill_file', 'registry'];

/**
 * Everything in a status that contradicts itself, or that F7 does not allow together. Members that an older Guardian leaves
 * out contradict nothing.
 * @param serverTime the server's clock when it answered, ms since the epoch; null when it did not say
 */
export function contradictions(status: GuardianStatus, serverTime: number | null = null): Contradiction[] {
  const found = [
    ...clashesOf(status, serverTime).map((clash) => clashWords(clash, status)),
    ...stillDangerous(status),
  ];
  // A contradiction that is found twice is listed once.
  return [...new Map(found.map((item) => [JSON.stringify(item), item])).values()];
}

const modeIs = ({ mode }: GuardianStatus) => `The mode is ${modeWords[mode]}.`;

/** What must not be true while the mode is not NORMAL (F7 §2, INV-OPER-4). */
function stillDangerous(status: GuardianStatus): Contradiction[] {
  if (status.mode === 'NORMAL') return [];
  const { child_processes: children, core_state: core, profile } = status;
  const says = modeIs(status);
  const terminated = (status.entry_conditions ?? []).find(
    ({ code, active }) => active && TERMINATING.includes(code),
  );
  const found: Contradiction[] = [];
  // A value that is no valid number of processes is reported as such instead.
  if (children != null && children > 0 && Number.isInteger(children))
    found.push({ says, but: `Guardian has ${children} child processes.` });
  for (const { code, state } of status.capabilities ?? [])
    if (!allowedInSafeMode(code, state))
      found.push({
        says,
        but: `A capability is not stopped: ${lookUp(capabilityRules, code)?.name ?? code} is “${state}”.`,
      });
  if (core === 'running' && status.mode === 'OPERATOR_OVERRIDE')
    found.push({ says, but: 'Core is running.' });
  if (core === 'running' && terminated)
    found.push({
      says: `The entry condition is active: ${conditionName(terminated.code, status) ?? terminated.code}.`,
      but: 'Core is running.',
    });
  if (profile != null && profile !== SAFE_PROFILE)
    found.push({ says, but: `The profile is “${profile}”, not ${SAFE_PROFILE}.` });
  return found;
}

/** Whether an outcome says that a request was denied, for example `DENIED (Safe Mode)`. */
export function isDenied(outcome: string | null | undefined): boolean {
  return /^DENIED\b/.test(outcome ?? '');
}

/**
 * Requests that were granted while the mode was not NORMAL (F7 §5, log inspection). `until` is the server's time of the
 * status, ms since the epoch: later events may be from after an exit. Null when that time is not known; then nothing is
 * reported.
 */
export function eventContradictions(
  status: GuardianStatus,
  events: readonly GuardianEvent[],
  until: number | null,
): Contradiction[] {
  const since = parseTimestamp(status.since);
  if (status.mode === 'NORMAL' || since === null || until === null) return [];
  const granted = events.filter(({ kind, outcome, timestamp }) => {
    const at = parseTimestamp(timestamp);
    const inBetween = at !== null && at > since && at <= until;
    return inBetween && kind === 'capability_request' && outcome != null && !isDenied(outcome);
  });
  if (granted.length === 0) return [];
  const [first] = granted;
  const one = `${first?.capability ?? 'a capability'}: “${first?.outcome ?? ''}”`;
  return [
    {
      says: `${modeIs(status)} Every request since has to read DENIED (Safe Mode).`,
      but: `${granted.length} in the event log ${granted.length === 1 ? 'does' : 'do'} not, such as ${one}.`,
    },
  ];
}
