import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isApiError } from '../../api/api-error';
import { controlStatus, stopFrontend } from '../../api/control';
import type { ControlStop } from '../../api/recovery-schemas';
import { readClock, type Instant } from '../../lib/clock';
import type { ErrorWords } from '../../ui/error-message';
import { controlFailure, explainControl, withoutToken, type ControlFailure } from './control-words';

/** A stop that the host answered, whatever it answered. */
export type AnsweredStop = {
  phase: 'answered';
  result: ControlStop;
  requestId: string;
  settledAt: Instant;
};

/** What became of the newest request to stop. It holds words only: neither the token nor an error that could hold it. */
export type StopAttempt =
  | { phase: 'none' }
  | { phase: 'sending' }
  | { phase: 'failed'; words: ErrorWords; failure: ControlFailure; unclear: boolean; settledAt: Instant }
  | AnsweredStop;

function scrubbed(result: ControlStop, token: string): ControlStop {
  return {
    ...result,
    ...(result.message != null && { message: withoutToken(result.message, token) }),
    ...(result.warnings && { warnings: result.warnings.map((warning) => withoutToken(warning, token)) }),
  };
}

/** The host's control API: its status, read on request and after every stop, and the one request to stop. */
export function useHost() {
  const client = useQueryClient();
  const status = useQuery({ ...controlStatus(), enabled: false });
  const [attempt, setAttempt] = useState<StopAttempt>({ phase: 'none' });
  // Once the control API could not be reached or refused, step 2 is open; a later success closes it again.
  const [failure, setFailure] = useState<ControlFailure | null>(null);
  const sending = useRef(false);

  async function read() {
    const { error } = await status.refetch({ cancelRefetch: true });
    setFailure(error === null ? null : controlFailure(error));
  }

  async function stop(token: string): Promise<StopAttempt | null> {
    if (sending.current) return null;
    sending.current = true;
    setAttempt({ phase: 'sending' });
    // A reading that was begun before says nothing about afterwards (law 7).
    void client.cancelQueries({ queryKey: controlStatus().queryKey });
    let next: StopAttempt;
    try {
      const { data, requestId } = await stopFrontend(token);
      next = { phase: 'answered', result: scrubbed(data, token), requestId, settledAt: readClock() };
    } catch (error) {
      next = {
        phase: 'failed',
        words: explainControl(error, token),
        failure: controlFailure(error),
        unclear: !isApiError(error) || error.outcomeUnknown,
        settledAt: readClock(),
      };
    } finally {
      sending.current = false;
    }
    setAttempt(next);
    const { data, error } = await status.refetch({ cancelRefetch: true });
    const stopped = error === null && data?.data.frontend === false;
    const before = next.phase === 'failed' && !stopped ? next.failure : null;
    setFailure(before ?? (error === null ? null : controlFailure(error)));
    return next;
  }

  return { status, attempt, failure, read, stop, forget: () => setAttempt({ phase: 'none' }) };
}

export type HostControl = ReturnType<typeof useHost>;

/** The frontend as read after a moment; null while it was not read since. */
export function frontendAfter(
  { data, error }: HostControl['status'],
  settledAt: Instant,
): 'running' | 'stopped' | null {
  if (!data || error !== null || data.askedAt.mono < settledAt.mono) return null;
  return data.data.frontend ? 'running' : 'stopped';
}
