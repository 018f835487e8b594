import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Answer } from '../../../api/http/request';
import type { LedTo } from '../../../guardian/action-effect';
import { askedSince } from '../../../api/http/asked-since';
import type { SentAction } from '../../../guardian/events';
import type { Finding } from '../../../action/finding';
import { isDoubtful, modeWords, type ModeState } from '../../../guardian/mode';
import { formatUtc, parseTimestamp } from '../../../lib/time';

export type ModeAction = 'enter' | 'exit';

const leadsTo: Record<ModeAction, LedTo> = {
  enter: ({ mode }) => mode !== 'NORMAL',
  // A NORMAL that is contradicted by its own status proves nothing.
  exit: (data, serverTime = null) =>
    data.mode === 'NORMAL' ? (isDoubtful({ data, serverTime }) ? null : true) : false,
};

/** Whether a status shows the intended effect of the action; null when it cannot be decided. */
export function ledTo(action: ModeAction): LedTo {
  return leadsTo[action];
}

const led = (action: ModeAction, { data, serverTime }: Answer<GuardianStatus>) =>
  leadsTo[action](data, serverTime);

/**
 * What reading shows after the server accepted the action. Only a reading that was requested after it counts (laws 2 and 7).
 */
export function modeFinding(action: ModeAction, sent: SentAction, state: ModeState): Finding {
  if (state.kind !== 'confirmed')
    return {
      tone: 'warning',
      text: 'The mode could not be read yet. It may have changed.',
    };
  if (!askedSince(state.answer, sent.settledAt)) return { tone: 'info', text: 'Checking the mode…' };
  const { host } = state.answer.data;
  if (sent.host !== null && sent.host !== host)
    return {
      tone: 'warning',
      text: `Another host answers now: ${host}. The mode of ${sent.host} is not known.`,
    };
  const mode = modeWords[state.answer.data.mode];
  switch (led(action, state.answer)) {
    case true:
      return { tone: 'success', text: `Confirmed: the mode is ${mode}.` };
    case false:
      return {
        tone: 'danger',
        text: `Accepted, but the mode reads ${mode}. Watch it and try again.`,
      };
    case null:
      return {
        tone: 'warning',
        text: `The mode reads ${mode}, but the Guardian contradicts itself. It is not known whether it changed.`,
      };
  }
}

/**
 * Why a decision no longer holds because the mode is already what the action leads to (law 5); null while that is not
 * confirmed. `wasOther` is true when another mode was confirmed since the dialog opened.
 */
export function overtaking(action: ModeAction, state: ModeState, wasOther: boolean): string | null {
  if (state.kind !== 'confirmed' || led(action, state.answer) !== true) return null;
  const { mode, since } = state.answer.data;
  const at = parseTimestamp(since);
  const now = `the mode is ${modeWords[mode]}${at === null ? '' : ` since ${formatUtc(at)}`}.`;
  if (!wasOther) return `Nothing left to do: ${now}`;
  return `Someone else ${action === 'enter' ? 'entered' : 'ended'} Safe Mode: ${now}`;
}

/** Whether the mode is confirmed to be one that the action would change. */
export function isOther(action: ModeAction, state: ModeState): boolean {
  return state.kind === 'confirmed' && led(action, state.answer) === false;
}
