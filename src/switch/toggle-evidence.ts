import type { Effect, Evidence } from '../action/action-state';
import { askedSince } from '../api/http/asked-since';
import type { ToggleAction } from '../api/kill-switch';
import type { KillSwitchStatus } from '../api/schemas';
import type { Instant } from '../lib/clock';
import type { StatusAnswer, SwitchState } from './derive-state';

/** The state that a toggle leads to. */
const leadsTo: Record<ToggleAction, KillSwitchStatus['status']> = {
  engage: 'engaged',
  disengage: 'disengaged',
};

const changed: Record<ToggleAction, string> = {
  engage: 'Already engaged',
  disengage: 'The state changed while this dialog was open',
};

/** After this moment only reading can show the effect of a toggle. */
type Settled = { settledAt: Instant };

type Circumstances = {
  /** The toggle that was sent from the dialog; null before that. */
  sent: Settled | null;
  /** The engagement that a Disengage would lift now; null when it is not known. */
  engagement: string | null;
  /** Whether a reading is under way. */
  reading: boolean;
};

/**
 * What the present readings say about the toggle of a dialog. Only readings that were requested after the toggle show its
 * effect (laws 4 and 7).
 */
export function toggleEvidence(
  action: ToggleAction,
  state: SwitchState,
  { sent, engagement, reading }: Circumstances,
): Evidence {
  const known = state.kind === 'engaged' || state.kind === 'disengaged' ? state.answer : null;
  const since = sent && known && askedSince(known, sent.settledAt) ? known : null;
  const there = known?.data.status === leadsTo[action];
  return {
    effect: since ? effectIn(action, since) : reading ? 'reading' : 'unreadable',
    target: action === 'disengage' ? engagement : null,
    overtakenBy: there ? changed[action] : null,
  };
}

/** The effect of a toggle that was sent, by the state as it was read, even when something contradicts that reading (law 2). */
export function effectOfToggle(action: ToggleAction, { settledAt }: Settled, state: SwitchState): Effect {
  const read = lastRead(state);
  if (!read) return 'unreadable';
  return askedSince(read, settledAt) ? effectIn(action, read) : 'reading';
}

function effectIn(action: ToggleAction, { data }: StatusAnswer): Effect {
  return data.status === leadsTo[action] ? 'took-effect' : 'no-effect';
}

/** The newest reading that is fresh, even when something contradicts it; null when there is none. */
function lastRead(state: SwitchState): StatusAnswer | null {
  if (state.kind === 'engaged' || state.kind === 'disengaged') return state.answer;
  return state.kind === 'unknown' && state.cause === 'contradicted' ? state.last.answer : null;
}
