import type { Doing } from '../api/errors/explain-error';
import type { EventKind } from '../api/guardian/recovery-schemas';

export type GuardianAction = 'enter' | 'exit' | 'acknowledge' | 'reset' | 'rollback';

type ActionWords = {
  /** The title of the dialog, and the label of the button that opens it and of the button that sends. */
  name: string;
  doing: Doing;
  /** The kind of event that the action leaves behind. */
  kind: EventKind;
  /** "The server accepted …" */
  request: string;
};

export const actionWords: Record<GuardianAction, ActionWords> = {
  enter: {
    name: 'Enter Safe Mode',
    doing: 'enter-safe-mode',
    kind: 'mode_change',
    request: 'enter Safe Mode',
  },
  exit: { name: 'Exit Safe Mode', doing: 'recover', kind: 'mode_change', request: 'exit Safe Mode' },
  acknowledge: {
    name: 'Acknowledge kill',
    doing: 'recover',
    kind: 'acknowledge',
    request: 'acknowledge the kill',
  },
  reset: { name: 'Reset policy', doing: 'recover', kind: 'policy_reset', request: 'reset the policy' },
  rollback: { name: 'Roll back Core', doing: 'recover', kind: 'rollback', request: 'roll back Core' },
};

/** The meaning of a refusal's code for the operator, and what clears it. */
const refusals = new Map<string, string>([
  ['kill_file_present', 'The KILL file is still there. Delete it on the host; then acknowledge the kill.'],
  ['exit_blocked', 'A check failed at the last moment. Clear what is named here; then try again.'],
  [
    'no_verified_backup',
    'There is no verified backup of Core to go back to. Reinstall from the signed installer.',
  ],
  ['already_in_safe_mode', 'Already in Safe Mode. Nothing left to do.'],
  ['nothing_to_acknowledge', 'There is no kill to acknowledge. Nothing left to do.'],
  ['not_in_safe_mode', 'No longer in Safe Mode. Nothing left to do.'],
]);

/** Advice for a refusal by its code; null for one that is not known. */
export function adviceFor(code: string | null): string | null {
  return code === null ? null : (refusals.get(code) ?? null);
}
