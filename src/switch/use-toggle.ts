import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isApiError } from '../api/errors/api-error';
import { proofOf } from '../api/http/outcome';
import { toggleRows } from '../api/audit/audit';
import { killSwitchStatus, sendToggle, type ToggleAction } from '../api/kill-switch';
import { readAnew } from '../api/http/read-anew';
import { readClock } from '../lib/clock';
import type { Attempt } from './dialog-stage';
import type { SentToggle } from './read-back';
import { HISTORY_LENGTH } from './use-kill-switch';

function rowsKnown(client: QueryClient, tenantId: string, action: ToggleAction): ReadonlySet<string> | null {
  const known = client.getQueryData(toggleRows(tenantId, action, HISTORY_LENGTH).queryKey);
  return known ? new Set(known.data.rows.map(({ id }) => id)) : null;
}

/** What came of one sending; `sending` when another one is still under way. */
type Outcome = Attempt | { phase: 'accepted'; toggle: SentToggle };

function failure(
  error: unknown,
  sent: Pick<SentToggle, 'action' | 'reason' | 'sentAt' | 'rowsBefore'>,
): Attempt {
  const settledAt = readClock();
  const requestId = isApiError(error) ? error.requestId : '';
  const [phase, answer] =
    proofOf(error) === 'unknown' ? (['unclear', 'lost'] as const) : (['refused', 'refused'] as const);
  return { phase, error, toggle: { ...sent, answer, requestId, serverTime: null, settledAt } };
}

/**
 * Sends a toggle: once, now, only when called. Readings begun before it are dropped (law 7), nothing is assumed about
 * its effect (law 2), and whatever the outcome, the state is read again at once (law 4).
 */
export function useToggle(tenantId: string) {
  const client = useQueryClient();
  const [attempt, setAttempt] = useState<Attempt>({ phase: 'none' });
  // State would be read one render too late: a double click comes within one.
  const sending = useRef(false);

  async function send(action: ToggleAction, reason: string): Promise<Outcome> {
    if (sending.current) return { phase: 'sending' };
    sending.current = true;
    setAttempt({ phase: 'sending' });
    void client.cancelQueries({ queryKey: killSwitchStatus(tenantId).queryKey });
    const rowsBefore = rowsKnown(client, tenantId, action);
    const sentAt = readClock();
    const sent = { action, reason, sentAt, rowsBefore };
    try {
      const { requestId, serverTime } = await sendToggle(tenantId, action, reason);
      setAttempt({ phase: 'none' });
      const settledAt = readClock();
      return { phase: 'accepted', toggle: { ...sent, answer: 'accepted', requestId, serverTime, settledAt } };
    } catch (error) {
      const failed = failure(error, sent);
      setAttempt(failed);
      return failed;
    } finally {
      sending.current = false;
      readAnew(client, ['kill-switch', tenantId]);
      readAnew(client, ['audit', tenantId]);
    }
  }

  return { attempt, send, forget: () => setAttempt({ phase: 'none' }) };
}
