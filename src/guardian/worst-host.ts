import { ApiError } from '../api/errors/api-error';
import type { GuardianStatus, Hosts, KnownHost } from '../api/guardian/guardian-schemas';
import { modeInList, silentMs, type HostList } from '../api/guardian/hosts';
import type { Aged, Known } from '../api/http/reading';
import type { ModeState } from './mode';

const ranks = ['OPERATOR_OVERRIDE', 'SAFE', null, 'NORMAL'] as const;

/** The host that most needs a person: stopped by a kill, in Safe Mode, or not known. Null for an empty list. */
export function worstHost(list: HostList): KnownHost | null {
  const rank = (host: KnownHost) => ranks.indexOf(modeInList(host, list));
  const [first, ...rest] = list.data.items;
  return first ? rest.reduce((worst, host) => (rank(host) < rank(worst) ? host : worst), first) : null;
}

/**
 * What several hosts mean for the whole console: the state of the worst one. NORMAL only while the list is confirmed, and
 * says so of every host (law 1).
 */
export function worstState(known: Known<Hosts>): ModeState {
  if (known.kind === 'checking') return known;
  const aged = known.kind === 'confirmed' ? known : known.last;
  const host = aged && worstHost(aged.answer);
  const last = aged && host && lastOf(host, aged);
  if (known.kind === 'unknown') return { ...known, last };
  if (host && last && modeInList(host, known.answer) !== null) return { kind: 'confirmed', ...last };
  const error = host && silence(host, known.answer.requestId);
  return { kind: 'unknown', cause: 'failed', error, last };
}

/** The newest known status of a host, as far as the list has it; null when it was never heard of. */
function lastOf(host: KnownHost, { answer, ageMs }: Aged<Hosts>): Aged<GuardianStatus> | null {
  const { name, mode, since = null, platform = null, containment = null } = host;
  if (mode === null) return null;
  const data: GuardianStatus = { mode, host: name, since, platform, containment };
  return { answer: { ...answer, data }, ageMs: ageMs + (silentMs(host, answer.serverTime) ?? 0) };
}

/** The refusal with which the server would answer for a silent host. */
function silence({ name, last_seen_at: seen = null }: KnownHost, requestId: string): ApiError {
  const details = { host: name, last_seen_at: seen };
  return new ApiError('http', { status: 503, code: 'host_silent', details, requestId });
}
