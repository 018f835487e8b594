import { recordOf } from '../../../api/guardian/guardian-actions';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { ModeState } from '../../../guardian/mode';
import { useChange, type Change } from '../../../guardian/use-change';
import { useFirstKnown } from '../../../lib/take-in';
import { isOther, overtaking, type ModeAction } from './mode-finding';

type Overtaking = {
  /** Why the decision in a dialog no longer holds, in words; null while it holds. */
  overtakenBy: string | null;
  /** Who caused that, and when, once it is known. */
  changedBy: Change | null;
};

/** Whether somebody else acted before the person at a dialog. Remembers the mode while the dialog is open. */
export function useOvertaking(action: ModeAction, state: ModeState): Overtaking {
  const wasOther = useFirstKnown(isOther(action, state) ? true : null) ?? false;
  const overtakenBy = overtaking(action, state, wasOther);
  const answer = overtakenBy !== null && wasOther && state.kind === 'confirmed' ? state.answer : null;
  const shown = useFirstKnown(
    answer && { at: answer.askedAt, exit: action === 'exit' ? exitOf(answer.data) : null },
  );
  const recorded = useChange('mode_change', shown?.at ?? null);
  return { overtakenBy, changedBy: shown?.exit ?? recorded };
}

/** Who made the newest exit. It ended a mode that was not NORMAL a moment ago. */
function exitOf({ last_exit: lastExit }: GuardianStatus): Change | null {
  const record = recordOf(lastExit);
  return record && { actor: record.operator, timestamp: record.timestamp };
}
