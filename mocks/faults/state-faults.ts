import { controlOff, stopFails, stopHalfSucceeds } from './control-faults';
import type { StateFault } from './fault-names';
import type { Faults } from './faults';
import {
  capabilityLeak,
  childrenInSafeMode,
  conditionReturns,
  modeContradiction,
  oneMechanism,
  signatureInvalid,
} from './guardian-faults';
import type { Asked, Misbehaviour, Next, Service } from './misbehave';
import type { Wire } from '../wire';
import { oddRows } from './odd-rows';
import { logoutRefused, meEmpty, meRefused, renewalRefused } from './session-faults';
import {
  auditLag,
  deleteBodyLost,
  deleteBodyLostAccepted,
  disengageReverts,
  noEngagedAt,
  reasonIgnored,
  staleReplica,
  verifyNamesNoRow,
} from './switch-faults';

/** How a service works differently under each fault. Of two faults, the first one stands nearer to the client. */
const misbehaviours: Record<StateFault, Misbehaviour> = {
  'no-engaged-at': noEngagedAt,
  'stale-replica': staleReplica,
  'delete-body-lost': deleteBodyLost,
  'delete-body-lost-accepted': deleteBodyLostAccepted,
  'reason-ignored': reasonIgnored,
  'disengage-reverts': disengageReverts,
  'audit-lag': auditLag,
  'verify-names-no-row': verifyNamesNoRow,
  'me-refused': meRefused,
  'me-empty': meEmpty,
  'renewal-refused': renewalRefused,
  'logout-refused': logoutRefused,
  'one-mechanism': oneMechanism,
  'mode-contradiction': modeContradiction,
  'children-in-safe-mode': childrenInSafeMode,
  'capability-leak': capabilityLeak,
  'signature-invalid': signatureInvalid,
  'condition-returns': conditionReturns,
  'control-off': controlOff,
  'stop-half-succeeds': stopHalfSucceeds,
  'stop-fails': stopFails,
};

// `Object.entries` loses the type of the keys; the record above is exhaustive.
const all = Object.entries(misbehaviours) as [StateFault, Misbehaviour][];

/** Answers with `rule`, and with the state faults that are set, and those of the seed, around it. */
export function withStateFaults(faults: Faults, asked: Asked, service: Service, rule: Next): Promise<Wire> {
  const set = all.filter(([name]) => faults.has(name)).map(([, misbehave]) => misbehave);
  const wrapped = [...set, oddRows].reduceRight<Next>(
    (next, misbehave) => (heard, behind) => misbehave(heard, behind, next),
    rule,
  );
  return wrapped(asked, service);
}
