import { useState } from 'react';
import type { ModeState } from '../../guardian/mode';
import { isOther, overtaking, type ModeAction } from './mode-finding';

/** Why the decision in a dialog is void, in words; null while it is not. Remembers what the mode was while it is open. */
export function useOvertaking(action: ModeAction, state: ModeState): string | null {
  const [wasOther, setWasOther] = useState(false);
  if (!wasOther && isOther(action, state)) setWasOther(true);
  return overtaking(action, state, wasOther);
}
