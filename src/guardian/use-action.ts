import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isApiError } from '../api/errors/api-error';
import { guardianEvents } from '../api/guardian/guardian-actions';
import { proofOf, type Proof } from '../api/http/outcome';
import { readAnew } from '../api/http/read-anew';
import type { EventKind } from '../api/guardian/recovery-schemas';
import type { Answer } from '../api/http/request';
import { readClock } from '../lib/clock';
import { idsOf, type SentAction } from './events';

/** What has become of the action that a dialog sent, if it sent one. */
export type Attempt =
  | { phase: 'none' }
  | { phase: 'sending' }
  /** Unless it was never sent, only reading can tell what became of it, also after a refusal (law 4). */
  | { phase: 'failed'; proof: Proof; error: unknown; sent: SentAction };

export type Done<T> = {
  result: T;
  /** The whole answer as it came. */
  text: string;
  sent: SentAction;
};

type ActionOptions<T> = {
  tenantId: string;
  kind: EventKind;
  perform: (reason: string) => Promise<Answer<T>>;
  correlationIdOf?: ((result: T) => string) | undefined;
};

/** Ids of the events that were read so far; null when none were. */
export function eventsKnown(client: QueryClient, tenantId: string): ReadonlySet<string> | null {
  const known = client.getQueryData(guardianEvents(tenantId).queryKey);
  return known ? idsOf(known.data.items) : null;
}

/**
 * Sends an action to the Guardian: once, now, only when called. Readings begun before it are dropped (law 7), and whatever
 * the outcome, status and events are read again at once (laws 2 and 4).
 */
export function useAction<T>({ tenantId, kind, perform, correlationIdOf }: ActionOptions<T>) {
  const client = useQueryClient();
  const [attempt, setAttempt] = useState<Attempt>({ phase: 'none' });
  // State would be read one render too late: a double click comes within one.
  const sending = useRef(false);

  async function send(reason: string, host: string | null): Promise<Done<T> | null> {
    if (sending.current) return null;
    sending.current = true;
    setAttempt({ phase: 'sending' });
    void client.cancelQueries({ queryKey: ['guardian', tenantId] });
    const known = { reason, kind, host, eventsBefore: eventsKnown(client, tenantId) };
    try {
      const { data, text, requestId } = await perform(reason);
      const correlationId = correlationIdOf?.(data) ?? null;
      setAttempt({ phase: 'none' });
      return { result: data, text, sent: { ...known, requestId, correlationId, settledAt: readClock() } };
    } catch (error) {
      const requestId = isApiError(error) ? error.requestId : '';
      const sent = { ...known, requestId, correlationId: null, settledAt: readClock() };
      setAttempt({ phase: 'failed', proof: proofOf(error), error, sent });
      return null;
    } finally {
      sending.current = false;
      readAnew(client, ['guardian', tenantId], 'active');
    }
  }

  return { attempt, send };
}
