import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { useSend, type Ending } from '../action/use-send';
import { getKillSwitchHistory } from '../api/audit/audit';
import { isApiError } from '../api/errors/api-error';
import { readAnew } from '../api/http/read-anew';
import { killSwitchStatus, sendToggle, type ToggleAction } from '../api/kill-switch';
import type { ToggleAccepted } from '../api/schemas';
import { readClock } from '../lib/clock';
import type { SentToggle } from './read-back';
import type { TogglesEvent } from './toggles';
import { HISTORY_LENGTH } from './use-kill-switch';

type Known = Pick<SentToggle, 'action' | 'reason' | 'sentAt' | 'rowsBefore'>;

/** Sends the toggle of the open dialog. Whatever its outcome, state and history are read again at once (law 4). */
export function useSendToggle(
  tenantId: string,
  dialog: ToggleAction | null,
  /** What the operator decided to act on (law 5). */
  target: string | null,
  dispatch: Dispatch<TogglesEvent>,
): (reason: string) => Promise<boolean> {
  const client = useQueryClient();
  const send = useSend({
    key: ['toggle', tenantId],
    before({ action, reason }: { action: ToggleAction; reason: string }): Known {
      void client.cancelQueries({ queryKey: killSwitchStatus(tenantId).queryKey });
      return { action, reason, sentAt: readClock(), rowsBefore: rowsKnown(client, tenantId, action) };
    },
    // The target of a server that counts no epochs is no epoch.
    perform: ({ action, reason }) =>
      sendToggle(tenantId, action, reason, target !== null && /^"\d+"$/.test(target) ? target : null),
    sentOf,
    isConflict,
    readAgain() {
      void readAnew(client, { queryKey: ['kill-switch', tenantId] });
      void readAnew(client, { queryKey: ['audit', tenantId] });
    },
    dispatch,
  });
  return async (reason) => dialog !== null && (await send({ action: dialog, reason })) !== null;
}

const answers = { 'not-sent': 'refused', refused: 'refused', unknown: 'lost' } as const;

function sentOf(known: Known, { settledAt, requestId, answer, proof }: Ending<ToggleAccepted>): SentToggle {
  return {
    ...known,
    settledAt,
    requestId,
    answer: proof === null ? 'accepted' : answers[proof],
    serverTime: answer?.serverTime ?? null,
  };
}

/** Whether somebody else had already changed the state. */
function isConflict(error: unknown): boolean {
  if (!isApiError(error) || error.code === 'request_id_reused') return false;
  return error.status === 409 || error.status === 412;
}

function rowsKnown(client: QueryClient, tenantId: string, action: ToggleAction): ReadonlySet<string> | null {
  const known = client.getQueryData(getKillSwitchHistory(tenantId, action, HISTORY_LENGTH).queryKey);
  return known ? new Set(known.data.rows.map(({ id }) => id)) : null;
}
