import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useReducer, useState } from 'react';
import {
  composed,
  reduceAction,
  type ActionEvent,
  type ActionState,
  type Effect,
} from '../../../action/action-state';
import { useSend } from '../../../action/use-send';
import { controlStatus, stopFrontend } from '../../../api/guardian/control';
import { controlApiIsConfigured } from '../../../api/http/deployment';
import { useReadings } from '../../../api/http/reading';
import type { ControlStatus, ControlStop } from '../../../api/guardian/recovery-schemas';
import type { Answer } from '../../../api/http/request';
import { askedSince } from '../../../api/http/asked-since';
import { readClock, type Instant } from '../../../lib/clock';
import { proofOf, type Proof } from '../../../api/http/outcome';
import type { ErrorWords } from '../../../ui/error-message';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { useTakeIn } from '../../../lib/take-in';
import {
  controlFailure,
  explainControl,
  isControlApis,
  withoutToken,
  type ControlFailure,
} from './control-words';

/** A request to stop the frontend, to be compared with what is read afterwards. It contains no token. */
type SentStop = { requestId: string; settledAt: Instant };

export type StopState = ActionState<SentStop, ControlStop>;

/** A stop request that the host answered, with success or without. */
export type AnsweredStop = { result: ControlStop; sent: SentStop };

/** Why a stop was not accepted, in words only, because the original error may repeat the token. */
export class StopError extends Error {
  readonly words: ErrorWords;
  readonly proof: Proof;
  constructor(words: ErrorWords, proof: Proof) {
    super();
    this.words = words;
    this.proof = proof;
  }
}

function scrubbed(result: ControlStop, token: string): ControlStop {
  return {
    ...result,
    ...(result.message != null && { message: withoutToken(result.message, token) }),
    ...(result.warnings && { warnings: result.warnings.map((warning) => withoutToken(warning, token)) }),
  };
}

/**
 * The host's control API: its status, which is read when the page opens, on request and after every stop, and the one
 * request to stop.
 */
export function useHost() {
  const client = useQueryClient();
  const { host } = useGuardianAt();
  const configured = controlApiIsConfigured();
  const status = useQuery({ ...controlStatus(host), enabled: configured });
  const { error } = useReadings(status);
  const [stored, dispatch] = useReducer<StopState, [ActionEvent<SentStop, ControlStop>]>(
    reduceAction,
    composed,
  );
  // The newest request to stop that is not known to have worked.
  const [open, setOpen] = useState<{ failure: ControlFailure | null; settledAt: Instant } | null>(null);
  // Whether the answer to a stop came from the control API itself.
  const [answered, setAnswered] = useState(false);
  /*
   * The admin token is the host's secret. It is asked for and sent only after this server has proved to be the host's
   * control API: by a status of the right shape, or by a refusal that only the control API makes. Anything else at that
   * address is a gateway or a web server, and must not learn the token.
   */
  const absent = error !== null && controlFailure(error, false) === 'absent';
  const shown = configured && !absent && (status.data !== undefined || isControlApis(error) || answered);

  const after = open && frontendAfter(status, open.settledAt);
  // The frontend was stopped, by whoever did it. A later start is another matter.
  useTakeIn(open, after === 'stopped' ? null : open, setOpen);

  const sent = 'failure' in stored ? (stored.failure?.sent ?? null) : null;
  const effect = sent ? effectOf(frontendAfter(status, sent.settledAt), status.isFetching) : 'reading';
  const evidence = { type: 'read', evidence: { effect, target: null, overtakenBy: null } } as const;
  const action = useTakeIn(stored, reduceAction(stored, evidence), () => dispatch(evidence));

  const read = () => void status.refetch({ cancelRefetch: true });

  /** Sends the request with this token, and notes what the answer shows about the server. */
  async function perform(token: string): Promise<Answer<ControlStop>> {
    try {
      const answer = await stopFrontend(token, host);
      setAnswered(true);
      setOpen({ failure: answer.data.success ? null : 'not-stopped', settledAt: readClock() });
      return { ...answer, data: scrubbed(answer.data, token) };
    } catch (cause) {
      const known = shown || isControlApis(cause);
      const failure = controlFailure(cause, known);
      setAnswered(known && failure !== 'absent');
      // If nothing was sent, the result of an earlier request still counts.
      if (failure !== 'not-asked') setOpen({ failure, settledAt: readClock() });
      throw new StopError(explainControl(cause, known, token), proofOf(cause));
    }
  }

  const send = useSend({
    key: ['host-stop'],
    // A reading that began earlier says nothing about the state afterwards (law 7).
    before: () => void client.cancelQueries({ queryKey: controlStatus(host).queryKey }),
    perform,
    sentOf: (_known, { settledAt, requestId }): SentStop => ({ settledAt, requestId }),
    proof: (cause) => (cause instanceof StopError ? cause.proof : proofOf(cause)),
    readAgain: read,
    dispatch,
  });

  async function stop(typed: string): Promise<AnsweredStop | null> {
    const accepted = await send(shown ? typed : '');
    return accepted && { result: accepted.answer.data, sent: accepted.sent };
  }

  return {
    status,
    /** Why the newest reading failed; null when it did not. */
    error,
    /** False when the console's page says that there is no control API. */
    configured,
    /** Whether this server has proved to be the host's control API. Only then is its admin token asked for. */
    shown,
    action,
    /**
     * Why step 2 is open; null while the control API has not failed. A successful reading clears only the failure of a
     * reading.
     */
    failure: !configured
      ? ('absent' as const)
      : (open?.failure ??
        (after === 'running' ? 'not-stopped' : error === null ? null : controlFailure(error, shown))),
    read,
    stop,
    open: () => dispatch({ type: 'open' }),
  };
}

export type HostControl = ReturnType<typeof useHost>;

/** The frontend as read after a moment; null when it was not read since. */
export function frontendAfter(
  { data, error }: { data: Answer<ControlStatus> | undefined; error: unknown },
  settledAt: Instant,
): 'running' | 'stopped' | null {
  if (!data || error !== null || !askedSince(data, settledAt)) return null;
  return data.data.frontend ? 'running' : 'stopped';
}

function effectOf(after: 'running' | 'stopped' | null, reading: boolean): Effect {
  if (reading) return 'reading';
  if (after === null) return 'unreadable';
  return after === 'stopped' ? 'took-effect' : 'no-effect';
}
