import type { Backend } from '../backend';
import type { Outcome, Wire } from '../wire';
import { isRefusal, isSpoiler } from './fault-names';
import { refusalFor, type FaultyRequest } from './fault-replies';
import { spoil } from './fault-spoilers';
import { targetOf } from './request-target';

const SLOW_MS = 2_500;

/** Answers a request with `carryOut`, and applies the faults that are set: before it, instead of it, or after it. */
export async function withFaults(
  { faults, wait }: Pick<Backend, 'faults' | 'wait'>,
  asked: FaultyRequest,
  carryOut: () => Promise<Wire>,
): Promise<Outcome> {
  const troubles = faults.of(targetOf(asked.method, asked.path));

  if (troubles.includes('slow')) await wait(SLOW_MS);
  if (troubles.includes('hang')) return 'silent';
  if (troubles.includes('offline')) return 'lost';

  const refusal = troubles.find(isRefusal);
  if (refusal) return refusalFor(refusal, asked);

  let outcome: Outcome = await carryOut();
  for (const spoiler of troubles.filter(isSpoiler)) {
    if (typeof outcome === 'object') outcome = spoil(spoiler, outcome, asked.requestId);
  }
  return outcome;
}
