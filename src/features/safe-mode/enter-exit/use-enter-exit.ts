import { useState } from 'react';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import type { SentAction } from '../../../guardian/events';
import type { Done } from '../../../guardian/use-send-to-guardian';
import type { ModeAction } from './mode-finding';

type DoneHere = { action: ModeAction; sent: SentAction; exit: Done<ApprovalRecord> | null };

/** The entering or exiting of Safe Mode that is under way or was done on this page. */
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
