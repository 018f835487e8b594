import type { ToggleAction } from '../api/kill-switch';
import type { KillSwitchStatus } from '../api/schemas';
import { elapsedMs, type Instant } from '../lib/clock';
import type { StatusAnswer, SwitchState } from './derive-state';

type Word = KillSwitchStatus['status'];

/** What this console has seen of the switch since the person signed in. Times are ms since the epoch, on the server's clock. */
export type Watch = {
  known: Word | null;
  /** When the newest reading was made; null when the server did not say. */
  readAt: number | null;
  /** As `readAt`, of the first reading of the present state: it began then at the latest. */
  firstReadAt: number | null;
  /** As `readAt`, of the last reading of the state before this one: what led here is newer. Null when no change was seen. */
  changedAfter: number | null;
  /** Whatever was engaged until then is known to be released: this tab read so, or its own Disengage was accepted. */
  releasedUntil: number | null;
  /** The newest own Engage that the server accepted, until a reading shows it. */
  accepted: Accepted | null;
  /** The newest change that this console did not ask for; null when there is none to tell. */
  foreign: { to: Word; afterOwn: boolean } | null;
  /** What the newest own toggle led to, until somebody else changes it. */
  own: Word | null;
  /** The own toggle was refused: a reading asked for since tells whether it took effect all the same. */
  refusedAt: Instant | null;
};

/** An own Engage that the server accepted, here and on the server's clock. */
export type Accepted = { settledAt: Instant; at: number };

export const initialWatch: Watch = {
  known: null,
  readAt: null,
  firstReadAt: null,
  changedAfter: null,
  releasedUntil: null,
  accepted: null,
  foreign: null,
  own: null,
  refusedAt: null,
};

const result: Record<ToggleAction, Word> = { engage: 'engaged', disengage: 'disengaged' };

/** An own toggle was sent: the change that follows is this console's, and older notices are settled. */
export function watchOwn(watch: Watch, action: ToggleAction): Watch {
  return { ...watch, own: result[action], foreign: null, refusedAt: null };
}

/** The own toggle was refused at a moment: what the next reading shows may be its effect, and what comes later is not. */
export function watchRefused(watch: Watch, refusedAt: Instant): Watch {
  return { ...watch, refusedAt };
}

/** Nothing was sent, or the state was already another's: what changes now is somebody else's. */
export function watchOthers(watch: Watch): Watch {
  return { ...watch, own: null, refusedAt: null };
}

/** The server accepted the own toggle. */
export function watchAccepted(watch: Watch, action: ToggleAction, accepted: Accepted): Watch {
  return action === 'engage'
    ? { ...watch, accepted }
    : { ...watch, accepted: null, releasedUntil: Math.max(watch.releasedUntil ?? -Infinity, accepted.at) };
}

/** Takes in what was read. A change to what no own toggle asked for is somebody else's (or the server's own, later). */
export function watchState(watch: Watch, state: SwitchState): Watch {
  if (state.kind !== 'engaged' && state.kind !== 'disengaged') return watch;
  const { answer, kind } = state;
  const settled = settle(watch, kind, answer);
  const readAt = answer.serverTime;
  if (kind === settled.known) return readAt === settled.readAt ? settled : { ...settled, readAt };
  const now: Watch = {
    ...settled,
    known: kind,
    readAt,
    firstReadAt: readAt,
    changedAfter: settled.readAt,
    releasedUntil: kind === 'disengaged' ? (settled.readAt ?? settled.releasedUntil) : settled.releasedUntil,
  };
  if (settled.known === null || watch.own === kind) return now;
  return { ...now, foreign: { to: kind, afterOwn: watch.own !== null }, own: null };
}

/** What a reading settles: an accepted Engage that it shows, and a refusal that it was asked for after. */
function settle(watch: Watch, kind: Word, { askedAt }: StatusAnswer): Watch {
  const shown = watch.accepted && kind === 'engaged' && askedAt.mono >= watch.accepted.settledAt.mono;
  const told = watch.refusedAt && askedAt.mono >= watch.refusedAt.mono;
  if (!shown && !told) return watch;
  return {
    ...watch,
    ...(shown && { accepted: null }),
    // Read back as it was: what comes later is somebody else's.
    ...(told && { refusedAt: null, own: watch.own === kind ? watch.own : null }),
  };
}

/** The server's clock now, from an answer of its, ms since the epoch; this device's where the server does not tell. */
export function serverNow({ serverTime, askedAt }: StatusAnswer, now: Instant): number {
  return (serverTime ?? askedAt.wall) + elapsedMs(askedAt, now);
}
