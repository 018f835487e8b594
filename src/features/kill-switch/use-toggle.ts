import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isApiError } from '../../api/api-error';
import { toggleRows } from '../../api/audit';
import { killSwitchStatus, sendToggle, type ToggleAction } from '../../api/kill-switch';
import { readClock } from '../../lib/clock';
import type { Attempt } from './dialog-stage';
import type { SentToggle } from './read-back';
import { HISTORY_LENGTH } from './use-kill-switch';

/** Drops a reading that is under way and starts a new one: an answer asked for earlier must not be taken for one after. */
function readAgain(client: QueryClient, tenantId: string) {
  void client.refetchQueries({ queryKey: ['kill-switch', tenantId] }, { cancelRefetch: true });
  void client.refetchQueries({ queryKey: ['audit', tenantId] }, { cancelRefetch: true });
}

function rowsKnown(client: QueryClient, tenantId: string, action: ToggleAction): ReadonlySet<string> | null {
  const known = client.getQueryData(toggleRows(tenantId, action, HISTORY_LENGTH).queryKey);
  return known ? new Set(known.data.rows.map(({ id }) => id)) : null;
}

/**
 * Sends a toggle: once, now, only when called. Readings begun before it are dropped (law 7), nothing is assumed about
 * its effect (law 2), and whatever the outcome, the state is read again at once (law 4).
 */
export function useToggle(tenantId: string, action: ToggleAction) {
  const client = useQueryClient();
  const [attempt, setAttempt] = useState<Attempt>({ phase: 'none' });
  // State would be read one render too late: a double click comes within one.
  const sending = useRef(false);

  async function send(reason: string): Promise<SentToggle | null> {
    if (sending.current) return null;
    sending.current = true;
    setAttempt({ phase: 'sending' });
    void client.cancelQueries({ queryKey: killSwitchStatus(tenantId).queryKey });
    const rowsBefore = rowsKnown(client, tenantId, action);
    const sentAt = readClock();
    const sent = { action, reason, sentAt, rowsBefore };
    try {
      const { requestId, serverTime } = await sendToggle(tenantId, action, reason);
      return { ...sent, answered: true, requestId, serverTime, settledAt: readClock() };
    } catch (error) {
      const settledAt = readClock();
      if (isApiError(error) && !error.outcomeUnknown) setAttempt({ phase: 'refused', error, settledAt });
      else {
        const requestId = isApiError(error) ? error.requestId : '';
        const toggle = { ...sent, answered: false, requestId, serverTime: null, settledAt };
        setAttempt({ phase: 'unclear', error, toggle });
      }
      return null;
    } finally {
      sending.current = false;
      readAgain(client, tenantId);
    }
  }

  return { attempt, send };
}
