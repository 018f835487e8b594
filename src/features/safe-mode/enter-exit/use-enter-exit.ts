import { useState } from 'react';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import type { SentAction } from '../../../guardian/events';
import type { Done } from '../../../guardian/use-send-to-guardian';
import type { ModeAction } from './mode-finding';

type DoneHere = { action: ModeAction; sent: SentAction; exit: Done<ApprovalRecord> | null };

/** What is under way or was done on this page: to enter or exit Safe Mode, or to acknowledge a kill. */
export function useEnterExit() {
  const [dialog, setDialog] = useState<ModeAction | 'acknowledge' | null>(null);
  const [done, setDone] = useState<DoneHere | null>(null);
  const [acknowledged, setAcknowledged] = useState<Done<GuardianStatus> | null>(null);
  return {
    dialog,
    done,
    acknowledged,
    open: setDialog,
    close: () => setDialog(null),
    finish(made: DoneHere) {
      setDone(made);
      setDialog(null);
    },
    closeReport: () => setDone(null),
    /** Stores an accepted acknowledgement, or null when its report is closed. */
    acknowledge(made: Done<GuardianStatus> | null) {
      setAcknowledged(made);
      setDialog(null);
    },
  };
}

export type EnterExit = ReturnType<typeof useEnterExit>;
