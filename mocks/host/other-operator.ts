import type * as rules from '../../core/guardian/actions';
import { exitEvent, exitRecord, stamp } from '../../core/guardian/actions';
import type { Input } from '../../core/guardian/machine';
import { signedRecord, unsignedRecord } from '../../core/guardian/sign';
import { FACTORY_SETTINGS, hashOf } from '../../core/guardian/state';
import { randomBytes } from '../ids';
import { logEvent } from './event-list';
import { makeKeys, signWith } from './keys';
import { happen, lookNow, type SimulatedGuardian } from './simulated-guardian';

export { logEvent } from './event-list';
export type { NewEvent } from '../../core/guardian/events';
export type { SimulatedGuardian as GuardianState } from './simulated-guardian';

/** An action of somebody else, past the console that is tested. */
export type Act = Omit<rules.Act, 'correlationId'>;

/** Throws an error with the refusal's code when the Guardian refuses. */
function certainly(guardian: SimulatedGuardian, input: Input, at: number): void {
  const refusal = happen(guardian, input, at);
  if (refusal) throw new Error(JSON.stringify(refusal.body));
}

const named = (act: Act): rules.Act => ({ ...act, correlationId: crypto.randomUUID() });

export const enterSafeMode = (guardian: SimulatedGuardian, act: Act) =>
  certainly(guardian, { type: 'enter', act: named(act) }, act.at);

export function exitSafeMode(guardian: SimulatedGuardian, act: Act): void {
  const own = named(act);
  certainly(guardian, { type: 'ask-exit', act: own }, act.at);
  const keys = (guardian.keys ??= makeKeys(randomBytes));
  const unsigned = unsignedRecord(exitRecord(guardian, own), keys.publicKey);
  const record = signedRecord(unsigned, signWith(keys, unsigned.bytes));
  const { id } = logEvent(guardian, exitEvent(guardian, own, record));
  certainly(guardian, { type: 'exit', act: own, record, event: id }, act.at);
}

export function resetPolicy(guardian: SimulatedGuardian, act: Act): void {
  const settings = { ...FACTORY_SETTINGS };
  const policy = { settings, hash: hashOf(settings), intact: true };
  const backup = `policy-backup-${stamp(act.at)}.json`;
  certainly(guardian, { type: 'policy-reset', act: named(act), backup, policy }, act.at);
}

export function rollBackCore(guardian: SimulatedGuardian, act: Act): void {
  const version = guardian.core.backups.find(({ verified }) => verified)?.version ?? '';
  certainly(guardian, { type: 'rolled-back', act: named(act), version }, act.at);
}

export function acknowledgeKill(guardian: SimulatedGuardian, act: Act): void {
  lookNow(guardian, 'kill_file', act.at);
  certainly(guardian, { type: 'acknowledge', act: named(act) }, act.at);
}
