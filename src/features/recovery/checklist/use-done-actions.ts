import { useState } from 'react';
import { actionWords } from '../../../guardian/action-words';
import { idsOf, newEvents } from '../../../guardian/events';
import { useEvents } from '../../../guardian/use-events';
import { readClock } from '../../../lib/clock';
import { useFirstKnown } from '../../../lib/take-in';
import { integrityVerdict } from '../diagnose/integrity';
import type { RecoveryActionsNow } from '../actions/use-recovery-actions';
import type { RecoveryAction } from './recovery-actions';

/**
 * The actions that were done since the list was opened. The Guardian's own log shows those that change the host, whoever did
 * them. Logs count once this browser has saved them, and a verification only if it found nothing: a person decides on any
 * other.
 */
export function useDoneActions({ integrity, logs }: Pick<RecoveryActionsNow, 'integrity' | 'logs'>) {
  const [openedAt] = useState(readClock);
  const { data } = useEvents();
  const before = useFirstKnown(data ? idsOf(data.data.items) : null);
  const done = new Set<RecoveryAction>();
  const { checked } = integrity;
  if (checked && checked.sent.settledAt.mono >= openedAt.mono && integrityVerdict(checked.report) === 'ok')
    done.add('verify');
  if (logs.state.phase === 'saved' && logs.state.sent.settledAt.mono >= openedAt.mono) done.add('export');
  for (const action of ['acknowledge', 'reset', 'rollback'] as const)
    if (data && before && newEvents(data.data.items, actionWords[action].kind, before).length > 0)
      done.add(action);
  return done;
}
