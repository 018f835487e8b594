import { queryOptions } from '@tanstack/react-query';
import type { GuardianAt } from '../../../api/guardian/guardian-at';
import { verifyIntegrity } from '../../../api/guardian/guardian-actions';
import type { IntegrityReport } from '../../../api/guardian/recovery-schemas';
import type { SentAction } from '../../../guardian/events';
import { eventsKnown } from '../../../guardian/events-known';
import { readClock } from '../../../lib/clock';

/** The newest check of integrity, made on request only. It stays in the cache, so that a failed check is not forgotten. */
export function integrityCheck(at: GuardianAt) {
  return queryOptions({
    networkMode: 'always',
    retry: false,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
    // Not under 'guardian', because it is neither polled nor read again after an action.
    queryKey: ['guardian-integrity', at.tenantId, at.host] as const,
    queryFn: async ({ client }) => {
      const eventsBefore = eventsKnown(client, at);
      const answer = await verifyIntegrity(at);
      const { requestId } = answer;
      const sent: SentAction = {
        reason: '',
        kind: 'integrity',
        requestId,
        host: null,
        settledAt: readClock(),
        correlationId: null,
        eventsBefore,
      };
      return { report: answer.data, sent };
    },
  });
}

export type SignatureWord = 'valid' | 'invalid' | 'missing' | 'unknown';

/** The word of the contract for a signature. Any other word does not prove that it is valid. */
export function signatureWord(signature: string): SignatureWord {
  return signature === 'valid' || signature === 'invalid' || signature === 'missing' ? signature : 'unknown';
}

export type IntegrityVerdict = 'ok' | 'guardian-unsigned' | 'not-ok' | 'contradiction' | 'empty';

/** A Guardian that runs from a checkout was never signed. It says so, and is no failure by the Guardian's own rules. */
const isUnsignedGuardian = ({ component, signature }: IntegrityReport['items'][number]) =>
  component === 'guardian' && signatureWord(signature) === 'missing';

/** Ok only if the Guardian says so and no listed item contradicts it (law 1). */
export function integrityVerdict({ ok, items }: IntegrityReport): IntegrityVerdict {
  const unsound = items.filter(({ signature }) => signatureWord(signature) !== 'valid');
  if (!ok) return unsound.length === 0 && items.length > 0 ? 'contradiction' : 'not-ok';
  if (items.length === 0) return 'empty';
  if (unsound.length === 0) return 'ok';
  return unsound.every(isUnsignedGuardian) && unsound.length < items.length
    ? 'guardian-unsigned'
    : 'contradiction';
}
