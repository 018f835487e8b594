import { createContext, useContext, useState, type ReactNode } from 'react';
import type { ToggleAction } from '../../api/kill-switch';
import type { Attempt } from './dialog-stage';
import { initialWatch, watchOwn, watchRefused, watchState, type Watch } from './notice-change';
import type { SentToggle } from './read-back';
import { useSwitchState } from './use-kill-switch';
import { useToggle } from './use-toggle';

type OwnToggles = {
  /** The dialog that is open; one whose request is under way or unclear waits for its operator to come back. */
  dialog: ToggleAction | null;
  attempt: Attempt;
  /** The newest toggle that took effect or may have: the operator's evidence until they close it. */
  report: SentToggle | null;
  /** The newest toggle could not be sent, or was not taken. */
  leverFails: boolean;
  watch: Watch;
  open: (action: ToggleAction) => void;
  /** Closes the dialog. An outcome that is not known goes on being watched in the report. */
  close: () => void;
  /** Sends the toggle of the dialog that is open. True when the server took it. */
  send: (reason: string) => Promise<boolean>;
  closeReport: () => void;
};

const Context = createContext<OwnToggles | null>(null);

/** What the operator asked of the switch, and what was seen of it, on whichever page they are, until they sign out. */
export function OwnTogglesProvider({ tenantId, children }: { tenantId: string; children: ReactNode }) {
  const { state } = useSwitchState();
  const { attempt, send, forget } = useToggle(tenantId);
  const [dialog, setDialog] = useState<ToggleAction | null>(null);
  const [report, setReport] = useState<SentToggle | null>(null);
  const [leverFails, setLeverFails] = useState(false);
  const [seen, setSeen] = useState(initialWatch);
  const watch = watchState(seen, state);
  if (watch !== seen) setSeen(watch);

  const own: OwnToggles = {
    dialog,
    attempt,
    report,
    leverFails,
    watch,
    open(action) {
      forget();
      setDialog(action);
    },
    close() {
      if (attempt.phase === 'unclear') setReport(attempt.toggle);
      forget();
      setDialog(null);
    },
    async send(reason) {
      if (!dialog) return false;
      // It goes out now: the change that follows may be this console's.
      setSeen((before) => watchOwn(before, dialog));
      const outcome = await send(dialog, reason);
      if (outcome.phase === 'refused') setSeen(watchRefused);
      setLeverFails(outcome.phase !== 'accepted');
      if (outcome.phase !== 'accepted') return false;
      setReport(outcome.toggle);
      setDialog(null);
      return true;
    },
    closeReport: () => setReport(null),
  };
  return <Context value={own}>{children}</Context>;
}

export function useOwnToggles(): OwnToggles {
  const own = useContext(Context);
  if (!own) throw new Error('useOwnToggles is used outside of OwnTogglesProvider');
  return own;
}
