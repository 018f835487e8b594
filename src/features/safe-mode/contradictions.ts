import type { GuardianStatus } from '../../api/guardian-schemas';
import type { GuardianEvent } from '../../api/recovery-schemas';
import { parseTimestamp } from '../../lib/time';
import { modeWords } from '../../guardian/mode';
import { allowedInSafeMode, capabilityRules, conditionNames, lookUp, mechanisms } from './known-codes';

/** Two things that the Guardian says and that cannot both be true (or that F7 forbids together). Texts are untrusted. */
export type Contradiction = { says: string; but: string };

const SAFE_PROFILE = 'PROFILE-SAFE';
/** Conditions under which F7 §2 has Core terminated. */
const TERMINATING: readonly string[] = ['kill_file', 'registry'];

/** Everything in a status that contradicts itself. What an older Guardian leaves out contradicts nothing. */
export function contradictions(status: GuardianStatus): Contradiction[] {
  const found = [
    ...conditionContradictions(status),
    ...mechanismContradictions(status),
    ...stillDangerous(status),
    ...policyContradictions(status),
  ];
  // One that is reported twice is one.
  return [...new Map(found.map((item) => [JSON.stringify(item), item])).values()];
}

const modeIs = ({ mode }: GuardianStatus) => `The mode is ${modeWords[mode]}.`;
const condition = (code: string) => lookUp(conditionNames, code) ?? code;

function conditionContradictions(status: GuardianStatus): Contradiction[] {
  const conditions = status.entry_conditions ?? [];
  const active = conditions.filter((item) => item.active);
  const isActive = (code: string) => active.some((item) => item.code === code);
  const found: Contradiction[] = [];
  if (status.mode === 'NORMAL')
    for (const { code } of active)
      found.push({ says: modeIs(status), but: `An entry condition is active: ${condition(code)}.` });
  for (const { code } of conditions.filter((item) => !item.active && isActive(item.code)))
    found.push({
      says: `The entry condition is active: ${condition(code)}.`,
      but: 'The same answer also says that it is not.',
    });
  // Operator Override without the condition is none: the file is gone, and the kill waits to be acknowledged (F7 §2).
  return found;
}

/** Reported, and only as not active. */
function isInactive({ entry_conditions: conditions }: GuardianStatus, code: string): boolean {
  const reported = (conditions ?? []).filter((item) => item.code === code);
  return reported.length > 0 && reported.every((item) => !item.active);
}

function mechanismContradictions(status: GuardianStatus): Contradiction[] {
  return (status.kill_mechanisms ?? [])
    .filter(({ triggered }) => triggered === true)
    .flatMap(({ code }) => {
      const says = `The kill mechanism is triggered: ${lookUp(mechanisms, code)?.name ?? code}.`;
      return [
        ...(status.mode === 'NORMAL' ? [{ says, but: modeIs(status) }] : []),
        ...(isInactive(status, code) ? [{ says, but: 'Its entry condition is not active.' }] : []),
      ];
    });
}

/** What may not be while the mode is not NORMAL (F7 §2, INV-OPER-4). */
function stillDangerous(status: GuardianStatus): Contradiction[] {
  if (status.mode === 'NORMAL') return [];
  const { child_processes: children, core_state: core, profile } = status;
  const says = modeIs(status);
  const terminated = (status.entry_conditions ?? []).find(
    ({ code, active }) => active && TERMINATING.includes(code),
  );
  const found: Contradiction[] = [];
  if (children != null && children > 0)
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
      says: `The entry condition is active: ${condition(terminated.code)}.`,
      but: 'Core is running.',
    });
  if (profile != null && profile !== SAFE_PROFILE)
    found.push({ says, but: `The profile is “${profile}”, not ${SAFE_PROFILE}.` });
  return found;
}

function policyContradictions(status: GuardianStatus): Contradiction[] {
  if (status.policy?.intact !== false) return [];
  const says = 'The policy is not intact.';
  return [
    ...(status.mode === 'NORMAL' ? [{ says, but: modeIs(status) }] : []),
    ...(isInactive(status, 'policy_corruption')
      ? [{ says, but: 'The entry condition for it is not active: Policy corruption.' }]
      : []),
  ];
}

/** Whether an outcome says that a request was denied, as in `DENIED (Safe Mode)`. */
export function isDenied(outcome: string | null | undefined): boolean {
  return /^DENIED\b/.test(outcome ?? '');
}

/**
 * Requests that were granted while the mode was not NORMAL (F7 §5, log inspection). `until` is the server's time of the
 * status, ms since the epoch: what came later may have come after an exit. Null when that is not known: then nothing is.
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
