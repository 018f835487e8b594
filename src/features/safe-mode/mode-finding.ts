import type { GuardianStatus } from '../../api/guardian-schemas';
import type { SentAction } from '../../guardian/events';
import type { Finding } from '../../guardian/finding';
import { modeWords, type ModeState } from '../../guardian/mode';
import { formatUtc, parseTimestamp } from '../../lib/time';

export type ModeAction = 'enter' | 'exit';

const leadsTo: Record<ModeAction, (status: GuardianStatus) => boolean> = {
  enter: ({ mode }) => mode !== 'NORMAL',
  exit: ({ mode }) => mode === 'NORMAL',
};

/** Whether a status shows what the action is for. */
export function ledTo(action: ModeAction): (status: GuardianStatus) => boolean {
  return leadsTo[action];
}

/** What reading tells after the server took the action: only what was asked for after it counts (laws 2 and 7). */
export function modeFinding(action: ModeAction, sent: SentAction, state: ModeState): Finding {
  if (state.kind !== 'confirmed')
    return {
      tone: 'warning',
      text: 'The mode could not be read back yet: it is not known whether it changed.',
    };
  if (state.answer.askedAt.mono < sent.settledAt.mono)
    return { tone: 'info', text: 'Reading the mode back…' };
  const { host } = state.answer.data;
  if (sent.host !== null && sent.host !== host)
    return {
      tone: 'warning',
      text: `Another host answers now, ${host}: whether the mode of ${sent.host} changed is not known.`,
    };
  const mode = modeWords[state.answer.data.mode];
  return leadsTo[action](state.answer.data)
    ? { tone: 'success', text: `Read back: the mode is ${mode}.` }
    : {
        tone: 'danger',
        text: `The server accepted the request, but its mode reads ${mode}. Watch the mode and try again.`,
      };
}

/**
 * What makes a decision void that was taken on another mode (law 5): null as long as the mode is not confirmed to be what the
 * action leads to. `wasOther` tells whether it was confirmed to be another one since the dialog opened.
 */
export function overtaking(action: ModeAction, state: ModeState, wasOther: boolean): string | null {
  if (state.kind !== 'confirmed' || !leadsTo[action](state.answer.data)) return null;
  const { mode, since } = state.answer.data;
  const at = parseTimestamp(since);
  const now = `the mode is ${modeWords[mode]}${at === null ? '' : ` since ${formatUtc(at)}`}.`;
  if (!wasOther) return `Nothing is left to do: ${now}`;
  return `Somebody ${action === 'enter' ? 'entered' : 'ended'} Safe Mode meanwhile: ${now}`;
}

/** Whether the mode is confirmed to be one that the action leads away from. */
export function isOther(action: ModeAction, state: ModeState): boolean {
  return state.kind === 'confirmed' && !leadsTo[action](state.answer.data);
}
