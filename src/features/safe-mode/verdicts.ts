import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import type { Verdict } from '../../guardian/fold';
import { countIndependent, isTooSlow, lookOf } from './host-checks/mechanism-check';
import {
  allowedInSafeMode,
  capabilityRules,
  conditionName,
  conditionNames,
  lookUp,
  mechanismName,
  mechanisms,
  rowsOf,
} from './known-codes';

/** What a folded part is made from. */
export type FoldedProps = {
  status: GuardianStatus;
  /** The server's clock, ms since the epoch; null when the server did not report it. */
  serverTime: number | null;
  /** A verdict on this status, as it may be told while the status is or is not current. */
  judged: (verdict: Verdict) => Verdict;
};

// Whether all is well in each folded part of the page, by the newest status.

const NOT_REPORTED: Verdict = { tone: 'unknown', words: 'Not reported' };

/** At most three names: a server may report thousands. */
function named(names: readonly string[]): string {
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Words for what was not reported, after those for what was. */
const gap = (missing: number) => (missing > 0 ? `, ${missing} not reported` : '');

export function conditionsVerdict(status: GuardianStatus): Verdict {
  const { entry_conditions: conditions } = status;
  if (!conditions) return NOT_REPORTED;
  const rows = rowsOf(conditionNames, conditions);
  const active = rows.filter(({ reported }) => reported?.active);
  const missing = rows.filter(({ reported }) => reported === null).length;
  if (active.length > 0) {
    const names = named(active.map(({ code }) => conditionName(code, status) ?? code));
    return { tone: 'wrong', words: `${active.length} of ${rows.length} active: ${names}` };
  }
  return missing > 0
    ? { tone: 'unknown', words: `None active${gap(missing)}` }
    : { tone: 'ok', words: `None of ${rows.length} active` };
}

export function mechanismsVerdict(status: GuardianStatus, serverTime: number | null): Verdict {
  const { kill_mechanisms: reported } = status;
  const count = countIndependent(reported, serverTime);
  if (!reported || count === null) return NOT_REPORTED;
  const nameOf = ({ code }: { code: string }) => mechanismName(code, status) ?? code;
  const triggered = reported.filter(({ triggered: on }) => on);
  if (triggered.length > 0) return { tone: 'wrong', words: `Triggered: ${named(triggered.map(nameOf))}` };
  if (count < 2) return { tone: 'wrong', words: `Only ${count} can stop this host; two are required` };
  const doubtful = reported.filter(
    (item) => !item.available || isTooSlow(item) || lookOf(item, serverTime).kind === 'stale',
  );
  if (doubtful.length > 0)
    return {
      tone: 'wrong',
      words: `Not reachable or not watched in time: ${named(doubtful.map(nameOf))}`,
    };
  const rows = rowsOf(mechanisms, reported);
  const missing = rows.filter(({ reported: item }) => item === null || item.triggered == null).length;
  return missing > 0
    ? { tone: 'unknown', words: `${count} reachable${gap(missing)}` }
    : { tone: 'ok', words: `${reported.length} of ${rows.length} reachable, none triggered` };
}

export function capabilitiesVerdict({ mode, capabilities }: GuardianStatus): Verdict {
  if (!capabilities) return NOT_REPORTED;
  const rows = rowsOf(capabilityRules, capabilities);
  const missing = rows.filter(({ reported }) => reported === null).length;
  const leaks =
    mode === 'NORMAL' ? [] : capabilities.filter(({ code, state }) => !allowedInSafeMode(code, state));
  if (leaks.length > 0) {
    const names = named(leaks.map(({ code }) => lookUp(capabilityRules, code)?.name ?? code));
    return { tone: 'wrong', words: `Not stopped: ${names}` };
  }
  const words = mode === 'NORMAL' ? 'Within the profile' : 'Stopped, or harmless';
  return { tone: missing > 0 ? 'unknown' : 'ok', words: `${words}${gap(missing)}` };
}

export function policyVerdict({ mode, child_processes: children, policy }: GuardianStatus): Verdict {
  const running = mode !== 'NORMAL' && children != null && children !== 0;
  const wrong = [
    running && `${children} child processes in Safe Mode`,
    policy?.intact === false && 'the policy is not intact',
  ].filter((words) => words !== false);
  if (wrong.length > 0) return { tone: 'wrong', words: wrong.join('; ') };
  if (children == null || !policy) return NOT_REPORTED;
  return { tone: 'ok', words: `Policy intact, ${children} child processes` };
}

/** `nameable`: whether the host's name can stand in a command. */
export function remoteVerdict({ remote_management: remote }: GuardianStatus, nameable: boolean): Verdict {
  if (!nameable) return { tone: 'wrong', words: 'The host’s name cannot stand in a command' };
  if (!remote) return NOT_REPORTED;
  const methods = named(remote.methods ?? []);
  if (remote.enabled) return { tone: 'note', words: methods === '' ? 'On' : `On: ${methods}` };
  return methods === ''
    ? { tone: 'note', words: 'Off, the default' }
    : { tone: 'wrong', words: `Off, but methods are named: ${methods}` };
}

/** A verdict from a status that is not current: nothing in it is known to be well now (law 1). */
export function asLastRead({ tone, words }: Verdict): Verdict {
  return { tone: tone === 'wrong' ? 'wrong' : 'unknown', words: `Last read: ${words}` };
}
