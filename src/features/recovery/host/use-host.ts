import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { controlStatus, stopFrontend } from '../../../api/guardian/control';
import { controlApiIsConfigured } from '../../../api/http/deployment';
import { proofOf, type Proof } from '../../../api/http/outcome';
import { useReadings } from '../../../api/http/reading';
import type { ControlStatus, ControlStop } from '../../../api/guardian/recovery-schemas';
import type { Answer } from '../../../api/http/request';
import { askedSince } from '../../../guardian/asked-since';
import { readClock, type Instant } from '../../../lib/clock';
import type { ErrorWords } from '../../../ui/error-message';
import {
  controlFailure,
  explainControl,
  isControlApis,
  withoutToken,
  type ControlFailure,
} from './control-words';

/** A stop that the host answered, whatever it answered. */
export type AnsweredStop = { result: ControlStop; requestId: string; settledAt: Instant };

/**
 * What became of the newest request to stop, as the dialog shows it: an answered one is `sending` until it is handed over.
 * It holds words only: neither the token nor an error that could hold it.
 */
type StopAttempt =
  | { phase: 'none' }
  | { phase: 'sending' }
  | { phase: 'failed'; words: ErrorWords; proof: Proof; settledAt: Instant };

function scrubbed(result: ControlStop, token: string): ControlStop {
  return {
    ...result,
    ...(result.message != null && { message: withoutToken(result.message, token) }),
    ...(result.warnings && { warnings: result.warnings.map((warning) => withoutToken(warning, token)) }),
  };
}

/** The host's control API: its status, read when the page opens, on request and after every stop, and the one request to stop. */
export function useHost() {
  const client = useQueryClient();
  const configured = controlApiIsConfigured();
  const status = useQuery({ ...controlStatus(), enabled: configured });
  const { error } = useReadings(status);
  const [attempt, setAttempt] = useState<StopAttempt>({ phase: 'none' });
  // The newest request to stop that is not known to have worked.
  const [open, setOpen] = useState<{ failure: ControlFailure | null; settledAt: Instant } | null>(null);
  const sending = useRef(false);
  // Whether the answer to a stop was the control API's own.
  const [answered, setAnswered] = useState(false);
  /*
   * The admin token is the host's secret. It is asked for, and sent, only once this server has shown itself as the host's
   * control API: by a status of the right shape, or by a refusal that only the control API makes. Whatever else answers at
   * that address is a gateway or a web server, and learns nothing.
   */
  const absent = error !== null && controlFailure(error, false) === 'absent';
  const shown = configured && !absent && (status.data !== undefined || isControlApis(error) || answered);

  const after = open && frontendAfter(status, open.settledAt);
  // It worked, by whomever; what starts later is another matter.
  if (after === 'stopped') setOpen(null);

  const read = () => void status.refetch({ cancelRefetch: true });

  async function stop(typed: string): Promise<AnsweredStop | null> {
    if (sending.current) return null;
    const token = shown ? typed : '';
    sending.current = true;
    setAttempt({ phase: 'sending' });
    // A reading that was begun before says nothing about afterwards (law 7).
    void client.cancelQueries({ queryKey: controlStatus().queryKey });
    try {
      const { data, requestId } = await stopFrontend(token);
      const settledAt = readClock();
      setAnswered(true);
      setOpen({ failure: data.success ? null : 'not-stopped', settledAt });
      return { result: scrubbed(data, token), requestId, settledAt };
    } catch (cause) {
      const settledAt = readClock();
      const known = shown || isControlApis(cause);
      const failure = controlFailure(cause, known);
      setAnswered(known && failure !== 'absent');
      const words = explainControl(cause, known, token);
      setAttempt({ phase: 'failed', words, proof: proofOf(cause), settledAt });
      // Nothing was asked: what is known of an earlier request stands.
      if (failure !== 'not-asked') setOpen({ failure, settledAt });
      return null;
    } finally {
      sending.current = false;
      read();
    }
  }

  return {
    status,
    /** Why the newest reading failed; null when it did not. */
    error,
    /** False where the page says that there is no control API. */
    configured,
    /** Whether this server has shown itself as the host's control API: only then is its admin token asked for. */
    shown,
    attempt,
    /** Why step 2 is open; null while the control API has not failed. A good reading clears only a failure of reading. */
    failure: !configured
      ? ('absent' as const)
      : (open?.failure ??
        (after === 'running' ? 'not-stopped' : error === null ? null : controlFailure(error, shown))),
    read,
    stop,
    forget: () => setAttempt({ phase: 'none' }),
  };
}

export type HostControl = ReturnType<typeof useHost>;

/** The frontend as read after a moment; null while it was not read since. */
export function frontendAfter(
  { data, error }: { data: Answer<ControlStatus> | undefined; error: unknown },
  settledAt: Instant,
): 'running' | 'stopped' | null {
  if (!data || error !== null || !askedSince(data, settledAt)) return null;
  return data.data.frontend ? 'running' : 'stopped';
}
