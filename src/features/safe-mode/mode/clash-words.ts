import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { SAFE_PROFILE, type Clash, type FutureTime } from '../../../guardian/clashes';
import { modeWords } from '../../../guardian/mode';
import { formatDuration } from '../../../lib/time';
import { capabilityRules, conditionName, lookUp, mechanismName } from '../known-codes';

/** Two statements of the Guardian that cannot both be true, or that F7 does not allow together. Texts are untrusted. */
export type Contradiction = { says: string; but: string };

type Told = Pick<GuardianStatus, 'mode' | 'platform' | 'kill_mechanisms'>;

const capability = (code: string) => lookUp(capabilityRules, code)?.name ?? code;

const POLICY_BROKEN = 'The policy is not intact.';

/** Both sides of a clash in words. A new kind without words breaks the build. */
export function clashWords(clash: Clash, status: Told): Contradiction {
  const modeIs = `The mode is ${modeWords[status.mode]}.`;
  const condition = (code: string) => conditionName(code, status) ?? code;
  const mechanism = (code: string) => mechanismName(code, status) ?? code;
  switch (clash.kind) {
    case 'normal-condition':
      return { says: modeIs, but: `An entry condition is active: ${condition(clash.code)}.` };
    case 'normal-triggered':
      return { says: `The kill mechanism is triggered: ${mechanism(clash.code)}.`, but: modeIs };
    case 'normal-policy':
      return { says: POLICY_BROKEN, but: modeIs };
    case 'normal-core':
      return { says: modeIs, but: `Core is “${clash.state}”.` };
    case 'normal-profile':
      return { says: modeIs, but: `The profile is ${SAFE_PROFILE}, which Safe Mode forces.` };
    case 'normal-capability':
      return {
        says: modeIs,
        but: `A capability is in a state of Safe Mode: ${capability(clash.code)} is “${clash.state}”.`,
      };
    case 'normal-capabilities':
      return { says: modeIs, but: 'Every capability that it reports is stopped.' };
    case 'triggered-inactive':
      return {
        says: `The kill mechanism is triggered: ${mechanism(clash.code)}.`,
        but: 'Its entry condition is not active.',
      };
    case 'policy-inactive':
      return { says: POLICY_BROKEN, but: 'The entry condition for it is not active: Policy corruption.' };
    case 'policy-without-hash':
      return {
        says: 'The policy is intact.',
        but: 'Its hash is empty, so there is nothing to tell that by.',
      };
    case 'two-conditions':
      return {
        says: `The entry condition is active: ${condition(clash.code)}.`,
        but: 'The same answer also says that it is not.',
      };
    case 'two-mechanisms':
      return twice(`The kill mechanism ${mechanism(clash.code)}`);
    case 'two-capabilities':
      return twice(`The capability ${capability(clash.code)}`);
    case 'children':
      return {
        says: `The Guardian has ${clash.count} child processes.`,
        but: 'No host can have that number of processes.',
      };
    case 'interval':
      return {
        says: `The Guardian looks at ${mechanism(clash.code)} every ${clash.seconds} s.`,
        but: 'Nothing can happen that often.',
      };
    case 'future':
      return {
        says: `${futureWords(clash.time, status)} lies ${formatDuration(clash.ms)} in the future.`,
        but: 'The server’s own clock, in the same answer, has not come to that.',
      };
    case 'exit-after-since':
      return {
        says: 'The approval record of the newest exit is newer than the mode.',
        but: 'An exit changes the mode, so the mode began before the exit that ended the one before it.',
      };
  }
}

function twice(what: string): Contradiction {
  return { says: `${what} is reported twice.`, but: 'The two entries do not say the same.' };
}

function futureWords(time: FutureTime, status: Told): string {
  switch (time.of) {
    case 'since':
      return 'The moment since when the mode is told';
    case 'last_exit':
      return 'The time of the newest approval record';
    case 'condition':
      return `The moment since when an entry condition is active (${conditionName(time.code, status) ?? time.code})`;
    case 'mechanism':
      return `The moment of the last look at ${mechanismName(time.code, status) ?? time.code}`;
  }
}
