import { useRef, useState, type ReactNode } from 'react';
import { ActionDialog } from '../action/action-dialog';
import { reduceAction, type Evidence } from '../action/action-state';
import { ReasonField, useReason } from '../action/reason-field';
import type { Answer } from '../api/http/request';
import { personKey } from '../auth/person';
import { useTakeIn } from '../lib/take-in';
import { revealHidden } from '../lib/text';
import type { Person } from '../stores/session';
import { TextField } from '../ui/field';
import { textIn } from '../ui/use-field-text';
import { actionEffect, type LedTo } from './action-effect';
import { actionWords, type GuardianAction } from './action-words';
import { ofHost, useGuardianAt } from './guardian-at';
import { GuardianOutcome } from './guardian-outcome';
import type { Change } from './use-change';
import { useEvents } from './use-events';
import { useGuardian } from './use-guardian';
import { useSendToGuardian, type Done, type GuardianActionState } from './use-send-to-guardian';

type GuardianDialogProps<T> = {
  action: GuardianAction;
  person: Person;
  /** The host that the action would change. The dialog never acts on another host than the one it was opened for (law 5). */
  host: string | null;
  perform: (reason: string) => Promise<Answer<T>>;
  correlationIdOf?: (result: T) => string;
  /** A text that must be typed exactly before anything is sent. */
  typed?: { label: string; hint: string; value: string };
  /** Why it cannot be sent now; follows the present state. */
  blocked?: string | null;
  /** Why the decision no longer holds, in words; null while it holds. */
  overtakenBy?: string | null;
  /** Who caused that and when, as far as it is recorded; shown once it is known. */
  changedBy?: Change | null;
  /** Whether a status shows that the action took effect. Without this function the events decide. */
  ledTo?: LedTo;
  /** The consequences, and what is known now. It receives the action, so that it can show more about a refusal. */
  children: (state: GuardianActionState) => ReactNode;
  onDone: (done: Done<T>) => void;
  onClose: () => void;
};

/**
 * The dialog of every action of the Guardian. It requires and keeps a reason, never changes its target, shows the outcome,
 * and repeats nothing by itself.
 */
export function GuardianDialog<T>(props: GuardianDialogProps<T>) {
  const { action, person, host, typed, ledTo, onDone, onClose } = props;
  const { name, kind } = actionWords[action];
  const at = useGuardianAt();
  const { state: stored, dispatch, send } = useSendToGuardian<T>({ ...props, at, kind });
  const guardian = useGuardian();
  const events = useEvents();
  const reason = useReason(ofHost(`${personKey(person)} ${action}`, at));
  const confirmation = useTypedExactly(typed?.value ?? null);

  const evidence: Evidence = {
    effect:
      'failure' in stored && stored.failure
        ? actionEffect(
            stored.failure.sent,
            {
              me: person,
              state: guardian.state,
              events: events.error ? null : (events.data ?? null),
              reading: guardian.reading || events.isFetching,
            },
            ledTo,
          )
        : 'reading',
    target: host,
    overtakenBy: props.overtakenBy ?? null,
  };
  const read = { type: 'read', evidence } as const;
  const state = useTakeIn(stored, reduceAction(stored, read), () => dispatch(read));
  const sending = state.stage === 'sending';

  async function confirm() {
    const checked = reason.check();
    const exact = confirmation.check();
    const done = checked !== null && exact ? await send(checked) : null;
    if (!done) return;
    reason.forget();
    onDone(done);
  }

  function close() {
    if ('effect' in state && state.effect === 'took-effect') reason.forget();
    else reason.keep();
    onClose();
  }

  return (
    <ActionDialog
      name={name}
      tone="danger"
      state={state}
      blocked={props.blocked ?? null}
      onConfirm={() => void confirm()}
      onClose={close}
    >
      {props.children(state)}
      <GuardianOutcome action={action} state={state} change={props.changedBy ?? null} me={person} />
      <ReasonField reason={reason} keptIn="the Guardian’s log" readOnly={sending} />
      {typed && (
        <TextField
          label={typed.label}
          name="typed-confirmation"
          autoComplete="off"
          hint={typed.hint}
          value={confirmation.text}
          error={confirmation.problem}
          readOnly={sending}
          inputRef={confirmation.inputRef}
          onChange={confirmation.type}
        />
      )}
    </ActionDialog>
  );
}

/** A text that must be typed exactly; when `value` is null nothing must be typed. */
function useTypedExactly(value: string | null) {
  const [text, type] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  function check(): boolean {
    const mistyped = value !== null && textIn(inputRef, text).trim() !== value.trim();
    setProblem(mistyped ? `Type exactly: ${revealHidden(value)}` : null);
    return !mistyped;
  }
  return { text, type, problem, inputRef, check };
}
