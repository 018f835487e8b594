import * as rules from '../../core/guardian/actions';
import type { GuardianState } from '../../core/guardian/state';
import { isReply, type Reply } from '../../core/http/reply';
import { randomBytes } from '../ids';

export { logEvent, type NewEvent } from '../../core/guardian/events';
export type { GuardianState } from '../../core/guardian/state';

/** An action of somebody else, past the console that is tested. */
export type Act = Omit<rules.Act, 'correlationId'>;

/** Throws an error with the refusal's code when the Guardian refuses. */
function certainly<Data>(done: Data | Reply): Data {
  if (!isReply(done)) return done;
  throw new Error(JSON.stringify(done.body));
}

const named = (act: Act): rules.Act => ({ ...act, correlationId: crypto.randomUUID() });

export const enterSafeMode = (guardian: GuardianState, act: Act) =>
  certainly(rules.enterSafeMode(guardian, named(act)));

export const exitSafeMode = (guardian: GuardianState, act: Act) =>
  certainly(rules.exitSafeMode(guardian, named(act), randomBytes));

export const acknowledgeKill = (guardian: GuardianState, act: Act) =>
  certainly(rules.acknowledgeKill(guardian, named(act)));

export const resetPolicy = (guardian: GuardianState, act: Act) => rules.resetPolicy(guardian, named(act));

export const rollBackCore = (guardian: GuardianState, act: Act) =>
  certainly(rules.rollBackCore(guardian, named(act)));
