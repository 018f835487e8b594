import { useState } from 'react';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import type { SentAction } from '../../../guardian/events';
import type { Done } from '../../../guardian/use-send-to-guardian';
import type { ModeAction } from './mode-finding';

type DoneHere = { action: ModeAction; sent: SentAction; exit: Done<ApprovalRecord> | null };

/** What is done, or was done, on this page to enter or to exit Safe Mode. */
export function useEnterExit() {
  const [dialog, setDialog] = useState<ModeAction | null>(null);
  const [done, setDone] = useState<DoneHere | null>(null);
  return {
    dialog,
    done,
    open: (action: ModeAction) => setDialog(action),
    close: () => setDialog(null),
    finish(made: DoneHere) {
      setDone(made);
      setDialog(null);
    },
    closeReport: () => setDone(null),
  };
}

export type EnterExit = ReturnType<typeof useEnterExit>;
