import type { ModeState } from '../mode';
import { killFile, killFileAt } from './kill-file';

/** Why no kill can be acknowledged now; null when one can. While it is not known, the Guardian decides. */
export function whyNotAcknowledge(state: ModeState): string | null {
  if (state.kind !== 'confirmed') return null;
  const status = state.answer.data;
  if (killFile(status) === 'none') return 'There is no kill to acknowledge.';
  const file = killFileAt(status);
  return file && `The KILL file still exists on the host at ${file}: delete it first.`;
}
