import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { CoreRollback, PolicyReset } from '../../../api/guardian/recovery-schemas';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { lastStatus, type ModeState } from '../../../guardian/mode';
import { whyNotAcknowledge } from '../../../guardian/kill/why-not-acknowledge';
import { useEvents } from '../../../guardian/use-events';
import type { Done } from '../../../guardian/use-send-to-guardian';
import { whyNot } from '../../../guardian/why-not';
import type { Person } from '../../../stores/session';
import { actionFacts, type RecoveryAction } from '../checklist/recovery-actions';
import { integrityCheck } from '../diagnose/integrity';
import { useExport } from '../diagnose/use-export';

/** The actions that the Guardian accepted, each until its report is closed. */
type Accepted = {
  acknowledge: Done<GuardianStatus> | null;
  reset: Done<PolicyReset> | null;
  rollback: Done<CoreRollback> | null;
};

/** Where the button of an action stands: in a step of a checklist, or in the row of all actions. */
type Place = 'step' | 'row';

export type RecoveryActionsNow = ReturnType<typeof useRecoveryActions>;

/** The actions that are possible through the Guardian now, the one that is under way, and the results. */
export function useRecoveryActions({ role }: Person, state: ModeState) {
  const client = useQueryClient();
  // The events are read before any action, so that the events of an action can be told from older ones.
  useEvents();
  const at = useGuardianAt();
  const check = integrityCheck(at);
  const integrity = useQuery({ ...check, enabled: false });
  const logs = useExport(at, lastStatus(state)?.host ?? at.host);
  const [dialog, setDialog] = useState<keyof Accepted | null>(null);
  const [accepted, setAccepted] = useState<Accepted>({ acknowledge: null, reset: null, rollback: null });

  const [started, setStarted] = useState<Partial<Record<RecoveryAction, Place>>>({});

  const mayNot = (action: RecoveryAction) =>
    whyNot(role, actionFacts[action].needs, actionFacts[action].doing);
  return {
    /** Why each cannot be started now; null when it can. */
    why: {
      verify: mayNot('verify') ?? (integrity.isFetching ? 'Verifying…' : null),
      export: mayNot('export') ?? (logs.state.phase === 'running' ? 'An export is under way.' : null),
      acknowledge: mayNot('acknowledge') ?? whyNotAcknowledge(state),
      reset: mayNot('reset'),
      rollback: mayNot('rollback'),
    } satisfies Record<RecoveryAction, string | null>,
    start(action: RecoveryAction, place: Place): void {
      setStarted((before) => ({ ...before, [action]: place }));
      switch (action) {
        case 'verify':
          return void integrity.refetch({ cancelRefetch: false });
        case 'export':
          return void logs.start();
        case 'acknowledge':
        case 'reset':
        case 'rollback':
          return setDialog(action);
      }
    },
    /** Where the action was started last: its result stands there. */
    startedIn: (action: RecoveryAction): Place => started[action] ?? 'row',
    integrity: {
      checked: integrity.data,
      error: integrity.error,
      forget: () => void client.resetQueries({ queryKey: check.queryKey }),
    },
    logs,
    dialog,
    closeDialog: () => setDialog(null),
    accepted,
    /** Stores an accepted action, or null when its report is closed. */
    keep(result: Partial<Accepted>) {
      setAccepted((before) => ({ ...before, ...result }));
      setDialog(null);
    },
  };
}
