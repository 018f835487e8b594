import { useRef, useState, type ReactNode } from 'react';
import type { Answer } from '../api/http/request';
import { personKey } from '../auth/person';
import { nextStage } from '../lib/next-stage';
import { checkReason, REASON_MAX } from '../lib/reason';
import { countCharacters, revealHidden } from '../lib/text';
import { setDraft, useDrafts } from '../stores/drafts';
import type { Person } from '../stores/session';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextAreaField, TextField } from '../ui/field';
import { textIn } from '../ui/use-field-text';
import { ActionOutcome } from './action-outcome';
import { actionStage, type LedTo, type Stage } from './action-stage';
import { actionWords, type GuardianAction } from './action-words';
import { useAction, type Attempt, type Done } from './use-action';
import type { Change } from './use-change';
import { useEvents } from './use-events';
import { useGuardian } from './use-guardian';

/** In these stages the action can be sent from here, as far as the stage is concerned. */
const open: Record<Stage, boolean> = {
  compose: true,
  sending: true,
  overtaken: false,
  'reading-back': true,
  'took-effect': false,
  'no-effect': true,
  untold: true,
  unreadable: true,
};

type ActionDialogProps<T> = {
  action: GuardianAction;
  person: Person;
  /** The host that the operator decided on; the dialog never acts on another one (law 5). */
  host: string | null;
  perform: (reason: string) => Promise<Answer<T>>;
  correlationIdOf?: (result: T) => string;
  /** Something that must be typed exactly before anything is sent. */
  typed?: { label: string; hint: string; value: string };
  /** Why it cannot be sent now; live. */
  blocked?: string | null;
  /** Why the decision is void once this is said; it stays so. */
  overtakenBy?: string | null;
  /** Who did that and when, as far as it is recorded; said once it is known. */
  changedBy?: Change | null;
  /** Whether a status shows that the action took effect; without it the events tell. */
  ledTo?: LedTo;
  /** What it means, and what is known now. Gets the attempt, to show more of a refusal. */
  children: (attempt: Attempt) => ReactNode;
  onDone: (done: Done<T>) => void;
  onClose: () => void;
};

/** A dialog for an action of the Guardian: reason required and kept, intent fixed, outcome told, never repeated by itself. */
export function ActionDialog<T>(props: ActionDialogProps<T>) {
  const { action, person, host, typed, ledTo, onDone, onClose } = props;
  const { name, kind } = actionWords[action];
  const draftKey = `${personKey(person)} ${action}`;
  const draft = useDrafts((drafts) => drafts[draftKey] ?? '');
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const typedField = useRef<HTMLInputElement>(null);
  const [confirmation, setConfirmation] = useState('');
  const [problems, setProblems] = useState<{ reason?: string; typed?: string }>({});
  const { attempt, send } = useAction<T>({ ...props, tenantId: person.tenantId, kind });
  const { state, reading } = useGuardian();
  const events = useEvents();

  const evidence = {
    me: person,
    state,
    events: events.error ? null : (events.data ?? null),
    reading: reading || events.isFetching,
  };
  const derived = actionStage(attempt, evidence, ledTo);
  const [openedFor, setOpenedFor] = useState(host);
  // Learned late if the Guardian could not be read when the dialog opened.
  if (openedFor === null && host !== null) setOpenedFor(host);
  // In every stage: what another host says is no evidence, and nothing may be sent to it.
  const otherHost = openedFor !== null && host !== null && host !== openedFor;
  const [before, setBefore] = useState<Stage>('compose');
  // A refusal that was read back as no effect is over: what changes later is another's deed, and ends the dialog (law 5).
  const over =
    attempt.phase === 'failed' &&
    attempt.proof === 'refused' &&
    before === 'no-effect' &&
    derived === 'took-effect';
  const by = otherHost
    ? 'Another host answers now'
    : derived === 'compose' || over
      ? (props.overtakenBy ?? null)
      : null;
  const [overtakenBy, setOvertakenBy] = useState<string | null>(null);
  const stage = nextStage(before, by !== null && derived !== 'sending' ? 'overtaken' : derived);
  if (stage !== before) {
    setBefore(stage);
    setOvertakenBy(by);
  }

  async function confirm() {
    const reason = textIn(reasonField, draft);
    setDraft(draftKey, reason);
    const check = checkReason(reason);
    const mistyped = typed && textIn(typedField, confirmation).trim() !== typed.value.trim();
    setProblems({
      ...(!check.ok && { reason: check.problem }),
      ...(mistyped && { typed: `Type exactly: ${revealHidden(typed.value)}` }),
    });
    if (!check.ok || mistyped) return;
    const done = await send(check.reason, openedFor);
    if (!done) return;
    setDraft(draftKey, '');
    onDone(done);
  }

  function close() {
    setDraft(draftKey, stage === 'took-effect' ? '' : textIn(reasonField, draft));
    onClose();
  }

  const waiting = stage === 'sending' ? 'The request is under way.' : null;
  const blocked = waiting ?? props.blocked ?? null;

  return (
    <Dialog title={name} onClose={stage === 'sending' ? undefined : close}>
      {props.children(attempt)}
      <ActionOutcome
        action={action}
        attempt={attempt}
        stage={stage}
        overtakenBy={overtakenBy}
        change={props.changedBy ?? null}
        me={person}
      />
      <TextAreaField
        label="Reason"
        hint="Required. It is kept in the Guardian’s log under your name."
        counter={`${countCharacters(draft)} of ${REASON_MAX}`}
        value={draft}
        error={problems.reason ?? null}
        readOnly={stage === 'sending'}
        initialFocus
        inputRef={reasonField}
        onChange={(text) => setDraft(draftKey, text)}
      />
      {typed && (
        <TextField
          label={typed.label}
          name="typed-confirmation"
          autoComplete="off"
          hint={typed.hint}
          value={confirmation}
          error={problems.typed ?? null}
          readOnly={stage === 'sending'}
          inputRef={typedField}
          onChange={setConfirmation}
        />
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        {open[stage] && (
          <Button
            tone="danger"
            disabledReason={blocked}
            describedBy="action-why"
            // The second click of a double click is not a second request.
            onClick={(event) => event.detail < 2 && void confirm()}
          >
            {stage === 'sending' ? 'Sending…' : name}
          </Button>
        )}
        <Button disabledReason={waiting} onClick={close}>
          {open[stage] ? 'Cancel' : 'Close'}
        </Button>
      </div>
      <p id="action-why" className="mt-2 text-muted">
        {open[stage] && blocked}
      </p>
    </Dialog>
  );
}
