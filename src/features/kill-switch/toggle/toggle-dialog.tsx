import { useRef, useState } from 'react';
import type { ToggleAction } from '../../../api/kill-switch';
import { personKey } from '../../../auth/person';
import { nextStage } from '../../../lib/next-stage';
import { countCharacters } from '../../../lib/text';
import { setDraft, useDrafts } from '../../../stores/drafts';
import type { Person } from '../../../stores/session';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { TextAreaField } from '../../../ui/field';
import { textIn } from '../../../ui/use-field-text';
import { AttemptOutcome } from './attempt-outcome';
import { Consequences } from './consequences';
import { CurrentState } from './current-state';
import type { SwitchState } from '../../../switch/derive-state';
import { dialogStage, type Attempt, type Stage } from '../../../switch/dialog-stage';
import { sameToggle, type LatestToggle } from '../../../switch/latest-toggle';
import { checkReason, REASON_MAX } from '../../../lib/reason';
import { isConflict } from '../../../switch/toggle-provider';
import { useSwitchReading, useToggleHistory } from '../../../switch/use-kill-switch';
import { IN_SAFE_MODE, NEEDS_ENGAGED } from './why-disabled';

const name: Record<ToggleAction, string> = {
  engage: 'Engage kill switch',
  disengage: 'Disengage kill switch',
};
/** In these stages the lever can be pulled from here, as far as the stage is concerned. */
const open: Record<Stage, boolean> = {
  compose: true,
  sending: true,
  overtaken: false,
  'reading-back': true,
  'took-effect': false,
  'no-effect': true,
  unchanged: true,
  unreadable: true,
};

type ToggleDialogProps = {
  action: ToggleAction;
  person: Person;
  state: SwitchState;
  latest: LatestToggle | null;
  /** The host is in Safe Mode: only what stops more can be sent. */
  restricted: boolean;
  attempt: Attempt;
  /** Sends the toggle; true when the server took it. */
  onConfirm: (reason: string) => Promise<boolean>;
  /** `tookEffect`: what was sent from here was read back as done. */
  onClose: (tookEffect: boolean) => void;
};

export function ToggleDialog({
  action,
  person,
  state,
  latest,
  restricted,
  attempt,
  onConfirm,
  onClose,
}: ToggleDialogProps) {
  const { tenantId } = person;
  const draftKey = `${personKey(person)} ${action}`;
  const draft = useDrafts((drafts) => drafts[draftKey] ?? '');
  const reasonField = useRef<HTMLTextAreaElement>(null);
  // The dialog opens with a fresh reading of what, and of who and why.
  const { reading } = useSwitchReading({ quick: attempt.phase === 'unclear', fresh: true });
  useToggleHistory({ fresh: true });
  const [problem, setProblem] = useState<string | null>(null);
  // The engagement that this dialog was opened to lift; learned late if it was not known then (law 5).
  const engagedKey = state.kind === 'engaged' ? (latest?.key ?? null) : null;
  const [openedFor, setOpenedFor] = useState(engagedKey);
  if (openedFor === null && engagedKey !== null) setOpenedFor(engagedKey);
  const replaced =
    action === 'disengage' && openedFor !== null && engagedKey !== null && engagedKey !== openedFor;
  const conflict = attempt.phase === 'refused' && isConflict(attempt.error);
  const derived = dialogStage(action, attempt, state, { engagementReplaced: replaced, reading, conflict });
  const [before, setBefore] = useState(derived);
  const stage = nextStage(before, derived);
  if (stage !== before) setBefore(stage);
  // Who overtook this dialog stays told, also when somebody else changes the state after them.
  const [overtakenBy, setOvertakenBy] = useState(latest);
  const overtakes = derived === 'overtaken' || (derived === 'took-effect' && stage === 'overtaken');
  if (overtakes && !sameToggle(latest, overtakenBy)) setOvertakenBy(latest);

  async function confirm() {
    const typed = textIn(reasonField, draft);
    setDraft(draftKey, typed);
    const check = checkReason(typed);
    if (!check.ok) return setProblem(check.problem);
    setProblem(null);
    if (await onConfirm(check.reason)) setDraft(draftKey, '');
  }

  function close() {
    setDraft(draftKey, stage === 'took-effect' ? '' : textIn(reasonField, draft));
    onClose(stage === 'took-effect');
  }

  const waiting = stage === 'sending' ? 'The request is under way.' : null;
  const whyNot = restricted ? IN_SAFE_MODE : state.kind === 'engaged' ? null : NEEDS_ENGAGED;
  const blocked = waiting ?? (action === 'disengage' ? whyNot : null);

  return (
    <Dialog title={name[action]} onClose={stage === 'sending' ? undefined : close}>
      <CurrentState action={action} state={state} latest={latest} me={person} />
      {stage === 'compose' && <Consequences action={action} tenantId={tenantId} />}
      <AttemptOutcome
        action={action}
        attempt={attempt}
        stage={stage}
        latest={stage === 'overtaken' ? overtakenBy : latest}
        me={person}
      />
      <TextAreaField
        label="Reason"
        hint="Required. It is kept in the audit log under your name."
        counter={`${countCharacters(draft)} of ${REASON_MAX}`}
        value={draft}
        error={problem}
        readOnly={stage === 'sending'}
        initialFocus
        inputRef={reasonField}
        onChange={(text) => setDraft(draftKey, text)}
      />
      <div className="mt-6 flex flex-wrap gap-3">
        {open[stage] && (
          <Button
            tone={action === 'engage' ? 'danger' : 'primary'}
            disabledReason={blocked}
            describedBy="confirm-why"
            // The second click of a double click is not a second request.
            onClick={(event) => event.detail < 2 && void confirm()}
          >
            {stage === 'sending' ? 'Sending…' : name[action]}
          </Button>
        )}
        <Button disabledReason={waiting} onClick={close}>
          {open[stage] ? 'Cancel' : 'Close'}
        </Button>
      </div>
      <p id="confirm-why" className="mt-2 text-muted">
        {open[stage] && blocked}
      </p>
    </Dialog>
  );
}
