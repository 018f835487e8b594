import type { components } from '../contract/contract';
import { stamp, type Act } from './actions';
import type { NewEvent } from './events';
import type { GuardianState, LoggedEvent, SignatureState } from './state';
import { readGuardian } from './status';

type Report = components['schemas']['IntegrityReport'];
export type Diagnosis = Omit<Act, 'reason'>;

/** One component as it was read just now. */
export interface Verified {
  component: 'guardian' | 'core' | 'policy' | 'audit log';
  sha256: string;
  signature: SignatureState;
  /** What is wrong; null when nothing is. */
  detail: string | null;
}

/** A Guardian in a checkout was never signed. An installed one that has lost its manifest is `invalid`. */
const isUnpackaged = ({ component, signature }: Pick<Verified, 'component' | 'signature'>) =>
  component === 'guardian' && signature === 'missing';

const UNPACKAGED = 'It runs from a checkout, which has no manifest.';

/** What every signature and hash says, with the event that records it. */
export function integrityReport(
  found: readonly Verified[],
  { operator, at, correlationId }: Diagnosis,
): { report: Report; event: NewEvent } {
  const wrong = found.filter((one) => one.signature !== 'valid' && !isUnpackaged(one));
  const bad = wrong.map(({ component }) => component);
  const ok = bad.length === 0;
  const items = found.map(({ detail: said, ...item }) => {
    const detail = said ?? (isUnpackaged(item) ? UNPACKAGED : null);
    return { ...item, ...(detail === null ? {} : { detail }) };
  });
  const event: NewEvent = {
    at,
    kind: 'integrity',
    outcome: ok ? 'OK' : 'FAILED',
    actor: operator,
    correlation_id: correlationId,
    message: ok ? 'Integrity verified' : `Integrity check failed: ${bad.join(', ')}`,
  };
  return { report: { checked_at: new Date(at).toISOString(), ok, items }, event };
}

export const exportEvent = ({ operator, at, correlationId }: Diagnosis): NewEvent => ({
  at,
  kind: 'export',
  outcome: 'EXPORTED',
  actor: operator,
  correlation_id: correlationId,
  message: `Logs exported by ${operator}`,
});

/** Everything that the Guardian has recorded, as a file. The events come newest first. */
export function logFile(guardian: GuardianState, events: LoggedEvent[], { operator, at }: Diagnosis) {
  const contents = {
    host: guardian.host,
    exported_at: new Date(at).toISOString(),
    exported_by: operator,
    status: readGuardian(guardian),
    events,
  };
  return {
    fileName: `guardian-logs_${guardian.host}_${stamp(at)}.json`,
    text: JSON.stringify(contents, null, 2),
  };
}
