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

/** When the control plane last heard of the host; '' when it does not say. */
function lastSeen({ details }: ApiError): string {
  const at = isRecord(details) ? parseTimestamp(details['last_seen_at']) : null;
  return at === null ? '' : ` It was last heard of ${formatUtc(at)}.`;
}

/** Why the host believes no statement, as far as the control plane can see. */
function whyRefused({ details }: ApiError): string {
  const ahead = isRecord(details) ? details['clock_ahead_seconds'] : null;
  return typeof ahead === 'number'
    ? `Its clock is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}.`
    : 'It has another token, or the clocks differ.';
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
    case 'host_silent':
      return [
        `${lever ? 'Not carried out: the' : 'The'} host is silent (${error.status})`,
        `The control plane cannot reach its Guardian.${lastSeen(error)} Look at the host itself.`,
      ];
    case 'host_unreadable':
      return [
        `No Guardian of this host answered (${error.status})`,
        `Something else answered in its place.${lastSeen(error)} Look at the host itself.`,
      ];
    case 'host_refuses':
      return [
        `The host does not accept this control plane (${error.status})`,
        `${whyRefused(error)}${lastSeen(error)} Tell your Aegis team.`,
      ];
    case 'host_outcome_unknown':
      return [
        `The host did not answer in time (${error.status})`,
        `The control plane sent it to the host.${lastSeen(error)}`,
      ];
    case 'unknown_host':
      return [`The server knows no host with this name (${error.status})`, 'It may have been removed.'];
    case 'host_required':
      return [`This tenant has several hosts (${error.status})`, 'Choose one of them.'];
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
