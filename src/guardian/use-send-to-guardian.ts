import { useQueryClient } from '@tanstack/react-query';
import { useReducer } from 'react';
import { composed, reduceAction, type ActionEvent, type ActionState } from '../action/action-state';
import { useSend } from '../action/use-send';
import type { GuardianAt } from '../api/guardian/guardian-at';
import type { EventKind } from '../api/guardian/recovery-schemas';
import { readAnew } from '../api/http/read-anew';
import type { Answer } from '../api/http/request';
import type { SentAction } from './events';
import { eventsKnown } from './events-known';

/** The state of an action of the Guardian, as its dialog uses it. */
export type GuardianActionState = ActionState<SentAction, unknown>;

/** An action that the Guardian accepted. */
export type Done<T> = {
  result: T;
  /** The whole answer as it arrived. */
  text: string;
  sent: SentAction;
};

type Options<T> = {
  at: GuardianAt;
  kind: EventKind;
  perform: (reason: string) => Promise<Answer<T>>;
  correlationIdOf?: ((result: T) => string) | undefined;
};

/** One action of a dialog of the Guardian. Whatever its outcome, status and events are read again at once (laws 2 and 4). */
export function useSendToGuardian<T>({ at, kind, perform, correlationIdOf }: Options<T>) {
  const client = useQueryClient();
  const { tenantId } = at;
  const [state, dispatch] = useReducer<ActionState<SentAction, T>, [ActionEvent<SentAction, T>]>(
    reduceAction,
    composed,
  );
  const sendTo = useSend({
    key: ['guardian-action', tenantId],
    before({ reason, host }: { reason: string; host: string | null }) {
      void client.cancelQueries({ queryKey: ['guardian', tenantId] });
      return { reason, kind, host, eventsBefore: eventsKnown(client, at) };
    },
    perform: ({ reason }) => perform(reason),
    sentOf: (known, { settledAt, requestId, answer }): SentAction => ({
      ...known,
      settledAt,
      requestId,
      correlationId: (answer && correlationIdOf?.(answer.data)) ?? null,
    }),
    readAgain: () => readAnew(client, { queryKey: ['guardian', tenantId], type: 'active' }),
    dispatch,
  });

  /** Sends the action to the host that the operator decided on. */
  async function send(reason: string): Promise<Done<T> | null> {
    const accepted = await sendTo({ reason, host: state.target });
    if (!accepted) return null;
    const { sent, answer } = accepted;
    return { result: answer.data, text: answer.text, sent };
  }
  return { state, dispatch, send };
}
