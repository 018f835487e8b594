import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isApiError } from '../api/errors/api-error';
import { proofOf, type Proof } from '../api/http/outcome';
import type { Answer } from '../api/http/request';
import { readClock, type Instant } from '../lib/clock';
import type { Failure, SendEvent } from './action-state';

/** How sending an action ended. */
export type Ending<Result> = {
  settledAt: Instant;
  /** The console's own id of the request; empty when no request was made. */
  requestId: string;
  /** Null unless the server accepted it. */
  answer: Answer<Result> | null;
  /** What a failure proves; null when the server accepted it. */
  proof: Proof | null;
};

/** An action that the server accepted. That proves nothing about its effect (law 2). */
export type Accepted<Sent, Result> = { sent: Sent; answer: Answer<Result> };

type SendOptions<Input, Known, Sent, Result> = {
  /** While an action is under way, nothing else is sent under its key. */
  key: readonly unknown[];
  /** Called before anything is sent: notes what is known, and cancels the readings that have begun (law 7). */
  before: (input: Input) => Known;
  perform: (input: Input) => Promise<Answer<Result>>;
  /** What is kept of the action, to be compared with what is read afterwards. */
  sentOf: (known: Known, ending: Ending<Result>) => Sent;
  /** Whether the server refused because somebody else had changed the state already. */
  isConflict?: (error: unknown) => boolean;
  /** What an error proves, where `perform` throws errors of its own. */
  proof?: (error: unknown) => Proof;
  /** Called as soon as the request has settled, whatever the outcome: reads again (laws 2 and 4). */
  readAgain: () => void;
  dispatch: (event: SendEvent<Sent, Result>) => void;
};

class NotAccepted<Sent> extends Error {
  readonly failure: Failure<Sent>;
  constructor(failure: Failure<Sent>) {
    super();
    this.failure = failure;
  }
}

/**
 * Sends an action exactly once, at the moment it is called. Nothing is queued and nothing is repeated (law 3). The returned
 * function resolves to null when the server did not accept the action, and when another one is already under way.
 */
export function useSend<Input, Known, Sent, Result>(options: SendOptions<Input, Known, Sent, Result>) {
  const { key, dispatch } = options;
  const client = useQueryClient();
  const { mutateAsync, reset } = useMutation<Accepted<Sent, Result>, NotAccepted<Sent>, Input>({
    mutationKey: key,
    // By default React Query keeps an offline mutation and sends it when the network returns.
    networkMode: 'always',
    retry: false,
    mutationFn: (input) => sendOnce(input, options),
    onMutate: () => dispatch({ type: 'send' }),
    onSuccess: ({ sent, answer }) => dispatch({ type: 'accept', sent, result: answer.data }),
    onError: ({ failure }) => dispatch({ type: 'fail', failure }),
    // The input may be secret, so it is forgotten as soon as it was sent.
    gcTime: 0,
  });

  return async (input: Input): Promise<Accepted<Sent, Result> | null> => {
    // React's state would be one render late, and a double click comes within one render.
    if (client.isMutating({ mutationKey: key }) > 0) return null;
    try {
      return await mutateAsync(input);
    } catch (error) {
      if (error instanceof NotAccepted) return null;
      throw error;
    } finally {
      reset();
    }
  };
}

async function sendOnce<Input, Known, Sent, Result>(
  input: Input,
  options: SendOptions<Input, Known, Sent, Result>,
): Promise<Accepted<Sent, Result>> {
  const { before, perform, sentOf, isConflict, proof: prove = proofOf, readAgain } = options;
  const known = before(input);
  try {
    const answer = await perform(input);
    const { requestId } = answer;
    return { answer, sent: sentOf(known, { settledAt: readClock(), requestId, answer, proof: null }) };
  } catch (error) {
    const proof = prove(error);
    const requestId = isApiError(error) ? error.requestId : '';
    throw new NotAccepted({
      error,
      proof,
      conflict: isConflict?.(error) ?? false,
      sent: sentOf(known, { settledAt: readClock(), requestId, answer: null, proof }),
    });
  } finally {
    // Reads before the outcome is shown: the outcome must not be called unreadable before anything tried to read it.
    readAgain();
  }
}
