import type { components } from '../contract/contract';
import { stamp, type Act } from './actions';
import { logEvent } from './events';
import { hashOf, policyIsIntact, type GuardianState } from './state';
import { readGuardian } from './status';

type Report = components['schemas']['IntegrityReport'];
export type Diagnosis = Omit<Act, 'reason'>;

/** Checks every signature and hash, and records the result. Changes nothing. */
export function verifyIntegrity(guardian: GuardianState, { operator, at, correlationId }: Diagnosis): Report {
  const { core, version, policy, events } = guardian;
  const intact = policyIsIntact(guardian);
  const items: Report['items'] = [
    { component: 'guardian', sha256: hashOf(`exacta-guardian ${version}`), signature: 'valid' },
    {
      component: 'core',
      // A file that was changed or is not signed is a different file from the one that was shipped.
      sha256: hashOf(`exacta-core ${core.version} ${core.signature}`),
      signature: core.signature,
      ...(core.signature === 'valid' ? {} : { detail: `Core ${core.version} is not what was signed.` }),
    },
    {
      component: 'policy',
      sha256: hashOf(policy.settings),
      signature: intact ? 'valid' : 'invalid',
      ...(intact ? {} : { detail: `The seal says ${policy.seal}.` }),
    },
    { component: 'audit log', sha256: hashOf(events), signature: 'valid' },
  ];
  const bad = items.filter(({ signature }) => signature !== 'valid').map(({ component }) => component);
  logEvent(guardian, {
    at,
    kind: 'integrity',
    outcome: bad.length === 0 ? 'OK' : 'FAILED',
    actor: operator,
    correlation_id: correlationId,
    message: bad.length === 0 ? 'Integrity verified' : `Integrity check failed: ${bad.join(', ')}`,
  });
  return { checked_at: new Date(at).toISOString(), ok: bad.length === 0, items };
}

export interface LogFile {
  fileName: string;
  contentType: 'application/json';
  text: string;
}

/** Everything that the Guardian has recorded, as a file. */
export function exportLogs(guardian: GuardianState, { operator, at, correlationId }: Diagnosis): LogFile {
  logEvent(guardian, {
    at,
    kind: 'export',
    outcome: 'EXPORTED',
    actor: operator,
    correlation_id: correlationId,
    message: `Logs exported by ${operator}`,
  });
  const contents = {
    host: guardian.host,
    exported_at: new Date(at).toISOString(),
    exported_by: operator,
    status: readGuardian(guardian),
    events: guardian.events.toReversed(),
  };
  return {
    fileName: `guardian-logs_${guardian.host}_${stamp(at)}.json`,
    contentType: 'application/json',
    text: JSON.stringify(contents, null, 2),
  };
}
