// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { exitChecks } from './conditions';
import { keyOf, RECORD, walkEveryState, type Edge } from './testing/every-state';
import { SAFE_PROFILE, type GuardianState } from './state';
import { readGuardian } from './status';
import { isNewer } from './versions';

const isUp = ({ core }: GuardianState) => core.process === 'starting' || core.process === 'running';

/** Each law says what is wrong with a step, or null. */
const laws: Record<string, (edge: Edge) => string | null> = {
  'outside of NORMAL, Core does not run, is not started, and was killed first [INV-OPER-2, F7-08, F7-25, F7-40, F7-106, F7-167]':
    ({ before, input, state, effects }) => {
      if (state.mode === 'NORMAL') return null;
      if (isUp(state)) return 'Core is up';
      if (effects.some((effect) => effect.do === 'start-core')) return 'Core is started';
      if (!isUp(before) || input.type === 'core-gone' || input.type === 'core-not-started') return null;
      return effects.slice(0, 2).some((effect) => effect.do === 'kill-core')
        ? null
        : 'Core is not killed first';
    },
  'outside of NORMAL, no capability is left and the profile is PROFILE-SAFE [INV-OPER-4, F7-18, F7-26, F7-83, F7-84, F7-85, F7-86, F7-87, F7-161, F7-20]':
    ({ before, state, effects }) => {
      if (state.mode === 'NORMAL') return null;
      const { capabilities, profile } = readGuardian(state);
      if (profile !== SAFE_PROFILE) return `the profile is ${profile}`;
      const left = capabilities.filter(({ state: is }) => is === 'enabled' || is === 'per_profile');
      if (left.length > 0) return `${left.map(({ code }) => code).join()} is left`;
      if (before.mode !== 'NORMAL') return null;
      return effects.some((effect) => effect.do === 'lock-policy') ? null : 'the policy is not locked';
    },
  'NORMAL is reached by one step alone: a signed exit by a person, with all three checks passed [INV-OPER-2, INV-OPER-6, F7-09, F7-21, F7-22, F7-107, F7-118, F7-121, F7-122, F7-123, F7-162]':
    ({ before, input, state }) => {
      if (before.mode === 'NORMAL' || state.mode !== 'NORMAL') return null;
      if (input.type !== 'exit') return `${input.type} leads to NORMAL`;
      const checks = exitChecks(before);
      const passed = checks.kill_conditions_cleared && checks.core_signature_valid && checks.policy_intact;
      if (!passed || checks.blockers.length > 0) return 'a check fails';
      return state.lastExit === RECORD ? null : 'the record is not kept';
    },
  'a condition that is active, or a KILL file that was seen, means that the mode is not NORMAL [F7-64, F7-65, F7-66, F7-67, F7-68, F7-69, F7-70]':
    ({ state }) => {
      if (state.mode !== 'NORMAL') return null;
      const active = Object.keys(state.conditions);
      if (active.length > 0) return `${active.join()} is active`;
      if (state.killFile.found === 'present' || state.registryKey.found === 'present')
        return 'a switch is set';
      if (state.killFile.failures > 2) return 'the KILL file could not be looked at three times';
      return state.core.signature === 'valid' && state.policy.intact ? null : 'something does not verify';
    },
  'a KILL file leads to Operator Override, which only its acknowledgement ends [F7-27, F7-28, F7-29]': ({
    before,
    input,
    state,
  }) => {
    const isKill = input.type === 'look' && input.code === 'kill_file' && input.look === 'present';
    if (isKill && state.mode !== 'OPERATOR_OVERRIDE') return 'the KILL file has no effect';
    if (before.mode !== 'OPERATOR_OVERRIDE' || state.mode === 'OPERATOR_OVERRIDE') return null;
    if (input.type !== 'acknowledge') return `${input.type} ends it`;
    return before.killFile.found === 'absent' && state.mode === 'SAFE' ? null : 'the file may exist';
  },
  'every change of the mode, but for an exit that is logged already, and every kill appends an event [F7-165, F7-170]':
    ({ before, input, state, effects }) => {
      const kinds = effects.flatMap((effect) => (effect.do === 'append' ? [effect.event.kind] : []));
      const isRecovered = 'logged' in input && input.logged === state.mode;
      const isTold = input.type === 'exit' || isRecovered || kinds.includes('mode_change');
      if (before.mode !== state.mode && !isTold) return 'a change of the mode has no event';
      const isNew = (code: 'kill_file' | 'registry') =>
        before.conditions[code] === undefined && state.conditions[code] !== undefined;
      if ((isNew('kill_file') || isNew('registry')) && !isRecovered && !kinds.includes('kill'))
        return 'a kill has no event';
      return null;
    },
  'Core is started only where it is held, signed, and both switches are known to be clear [F7-38, F7-40]': ({
    state,
    effects,
  }) => {
    if (!effects.some((effect) => effect.do === 'start-core')) return null;
    const looks = [state.killFile.found, state.registryKey.found];
    return looks.every((look) => look === 'absent') && state.core.signature === 'valid'
      ? null
      : 'it is started';
  },
  'whoever begins is as safe as the event log says [F7-29]': ({ input, state }) => {
    if (!('logged' in input) || input.logged !== 'OPERATOR_OVERRIDE') return null;
    return state.mode === 'OPERATOR_OVERRIDE' && state.conditions.kill_file !== undefined
      ? null
      : 'the kill is forgotten';
  },
  'a roll-back leads to an earlier version only [F7-49]': ({ before, input, state }) => {
    if (input.type !== 'rolled-back' || before.core.version === state.core.version) return null;
    return isNewer(before.core.version, state.core.version) ? null : 'it leads to a newer one';
  },
  'what changed is written': ({ before, state, effects }) => {
    const writes = effects.some((effect) => effect.do === 'write-state');
    return before.mode === state.mode || writes ? null : 'the mode is not written';
  },
  'no upgrade is accepted outside of NORMAL, unverified, or twice [F7-91, F7-110]': ({
    before,
    input,
    effects,
  }) => {
    if (input.type !== 'upgrade' || !effects.some((effect) => effect.do === 'activate-version')) return null;
    return before.mode === 'NORMAL' && input.verified && before.core.highestVersion !== '2.0.0'
      ? null
      : 'accepted';
  },
};

describe('in every state that a Guardian can reach', () => {
  const broken = new Map<string, string>();
  let size = 0;

  beforeAll(() => {
    size = walkEveryState((edge) => {
      for (const [law, judge] of Object.entries(laws)) {
        const fault = judge(edge);
        if (fault === null || broken.has(law)) continue;
        broken.set(law, `${fault}: ${edge.input.type} in ${keyOf(edge.before)} → ${keyOf(edge.state)}`);
      }
    });
    // It takes three seconds, and a machine that is busy several times that.
  }, 60_000);

  it('there are thousands of states, all of which were looked at', () => {
    expect(size).toBeGreaterThan(1_000);
  });

  it.each(Object.keys(laws))('%s', (law) => {
    expect(broken.get(law)).toBeUndefined();
  });
});
