import { createContext, useContext } from 'react';
import type { ToggleAction } from '../api/kill-switch';
import type { Attempt } from './dialog-stage';
import type { SentToggle } from './read-back';
import type { Watch } from './watch';

export type OwnToggles = {
  /** The dialog that is open; one whose request is under way or unclear waits for its operator to come back. */
  dialog: ToggleAction | null;
  attempt: Attempt;
  /** The newest toggle that took effect or may have: the operator's evidence until they close it. */
  report: SentToggle | null;
  /** Why the newest toggle could not be sent, or was not taken; null when it was. */
  leverError: unknown;
  watch: Watch;
  open: (action: ToggleAction) => void;
  /**
   * Closes the dialog. An outcome that is not known goes on being watched in the report; so does a refused toggle that
   * took effect all the same.
   */
  close: (tookEffect: boolean) => void;
  /** Sends the toggle of the dialog that is open. True when the server took it. */
  send: (reason: string) => Promise<boolean>;
  closeReport: () => void;
};

export const OwnTogglesContext = createContext<OwnToggles | null>(null);

export function useOwnToggles(): OwnToggles {
  const own = useContext(OwnTogglesContext);
  if (!own) throw new Error('useOwnToggles is used outside of OwnTogglesProvider');
  return own;
}
