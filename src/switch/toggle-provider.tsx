import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { isApiError } from '../api/errors/api-error';
import { killSwitchStatus, type ToggleAction } from '../api/kill-switch';
import { proofOf } from '../api/http/outcome';
import { useNow } from '../ui/use-now';
import type { SwitchState } from './derive-state';
import { isYounger } from './doubt';
import { OwnTogglesContext, type OwnToggles } from './toggle-context';
import type { SentToggle } from './read-back';
import { useNewestRows, useSwitchReading } from './use-kill-switch';
import { useToggle } from './use-toggle';
import { initialWatch, watchAccepted, watchOthers, watchOwn, watchRefused, watchState } from './watch';

/** What the operator asked of the switch, and what was seen of it, on whichever page they are, until they sign out. */
export function OwnTogglesProvider({ tenantId, children }: { tenantId: string; children: ReactNode }) {
  const { state } = useSwitchReading();
  const { attempt, send, forget } = useToggle(tenantId);
  const [dialog, setDialog] = useState<ToggleAction | null>(null);
  const [report, setReport] = useState<SentToggle | null>(null);
  const [leverError, setLeverError] = useState<unknown>(null);
  const [seen, setSeen] = useState(initialWatch);
  const watch = watchState(seen, state);
  if (watch !== seen) setSeen(watch);
  useReadingAfterRow(tenantId, state);

  const own: OwnToggles = {
    dialog,
    attempt,
    report,
    leverError,
    watch,
    open(action) {
      forget();
      setDialog(action);
    },
    close(tookEffect) {
      if (attempt.phase === 'unclear' || (attempt.phase === 'refused' && tookEffect))
        setReport(attempt.toggle);
      forget();
      setDialog(null);
    },
    async send(reason) {
      if (!dialog) return false;
      // It goes out now: the change that follows may be this console's.
      setSeen((before) => watchOwn(before, dialog));
      const outcome = await send(dialog, reason);
      setLeverError('error' in outcome ? outcome.error : null);
      if (outcome.phase === 'refused') {
        const { error, toggle } = outcome;
        const others = proofOf(error) === 'not-sent' || isConflict(error);
        setSeen((before) => (others ? watchOthers(before) : watchRefused(before, toggle.settledAt)));
      }
      if (outcome.phase !== 'accepted') return false;
      const { settledAt, serverTime } = outcome.toggle;
      setSeen((before) => watchAccepted(before, dialog, { settledAt, at: serverTime ?? settledAt.wall }));
      setReport(outcome.toggle);
      setDialog(null);
      return true;
    },
    closeReport: () => setReport(null),
  };
  return <OwnTogglesContext value={own}>{children}</OwnTogglesContext>;
}

/** The state had changed already: by somebody else. */
export function isConflict(error: unknown): boolean {
  return isApiError(error) && (error.status === 409 || error.status === 412);
}

/** An engage row that is newer than the newest reading is news: the state is read again at once. */
function useReadingAfterRow(tenantId: string, state: SwitchState) {
  const client = useQueryClient();
  const engage = useNewestRows()?.engage ?? null;
  const now = useNow();
  const news =
    engage && state.kind === 'disengaged' && isYounger(engage, state.answer, now) ? engage.id : null;
  // Effect: what was read of one system is the reason to ask another.
  useEffect(() => {
    if (news !== null) void client.refetchQueries({ queryKey: killSwitchStatus(tenantId).queryKey });
  }, [client, news, tenantId]);
}
