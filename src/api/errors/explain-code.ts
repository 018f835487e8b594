import { isRecord } from '../../lib/is-record';
import { clip } from '../../lib/text';
import { formatUtc, parseTimestamp } from '../../lib/time';
import type { ApiError } from './api-error';
import type { Words } from './explain-status';
import { MAX_WORDS } from './read-refusal';

/** By when the gateways refuse by themselves, as the server says; '' when it does not. */
function refuseBy({ details }: ApiError): string {
  const at = isRecord(details) ? parseTimestamp(details['gateways_refuse_by']) : null;
  return at === null
    ? ''
    : ` If the store stays away, the gateways will refuse agents’ calls by themselves from ${formatUtc(at)} at the latest.`;
}

/**
 * Words for the codes of the control plane that mean more than their status; null for all others.
 * @param lever the task changes something
 */
export function explainCode(error: ApiError, lever: boolean): Words | null {
  switch (error.code) {
    case 'store_unavailable':
      return [
        `${lever ? 'Not carried out: the' : 'The'} server’s store is unavailable (${error.status})`,
        `The server cannot record anything now, so it changes nothing.${refuseBy(error)}`,
      ];
    case 'outcome_unknown':
      return [
        `The server does not know whether it worked (${error.status})`,
        'Its store did not confirm the change.',
      ];
    case 'request_id_reused':
      return [
        `The server knows this request already (${error.status})`,
        'It did nothing this time. Check the state, then send it again as a new request.',
      ];
    case 'epoch_changed':
      return [
        `The switch has changed since this dialog opened (${error.status})`,
        'This request changed nothing. Close, see who changed it and why, and decide anew.',
      ];
  }
  return null;
}

/** The present state, where a refusal has it: `Now: engaged, 2026-11-21T09:00:00Z, ada@acme.example, Refund loop`. */
export function presentState({ code, details }: ApiError): string | null {
  if (code !== 'epoch_changed' || !isRecord(details)) return null;
  const { status, engaged_at: at, engaged_by: by, reason } = details;
  const facts = [status, at, by, reason].filter((fact) => typeof fact === 'string' && fact.trim() !== '');
  return `Now: ${clip(facts.join(', '), MAX_WORDS)}`;
}
