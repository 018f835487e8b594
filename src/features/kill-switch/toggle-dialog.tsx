import { useState } from 'react';
import type { ToggleAction } from '../../api/kill-switch';
import { countCharacters } from '../../lib/text';
import { setDraft, useDrafts } from '../../stores/drafts';
import type { Person } from '../../stores/session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextAreaField } from '../../ui/field';
import { AttemptOutcome } from './attempt-outcome';
import { Consequences } from './consequences';
import { CurrentState } from './current-state';
import type { SwitchState } from './derive-state';
import { dialogStage, type Stage } from './dialog-stage';
import type { LatestToggle } from './latest-toggle';
import type { SentToggle } from './read-back';
import { checkReason, REASON_MAX } from '../../lib/reason';
import { useSwitchState } from './use-kill-switch';
import { useToggle } from './use-toggle';
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
  unreadable: true,
};

type ToggleDialogProps = {
  action: ToggleAction;
  person: Person;
  state: SwitchState;
  latest: LatestToggle | null;
  /** The host is in Safe Mode: only what stops more can be sent. */
  restricted: boolean;
  /** The request goes out now: the change that follows may be this console's. */
  onSent: () => void;
  /** The server took it, or reading tells that it took effect. */
  onAccepted: (toggle: SentToggle) => void;
  onFailed: () => void;
  onClose: () => void;
};

export function ToggleDialog({
  action,
  person,
  state,
  latest,
  restricted,
  onSent,
  onAccepted,
  onFailed,
  onClose,
}: ToggleDialogProps) {
  const { tenantId } = person;
  const draftKey = `${tenantId} ${person.email} ${action}`;
  const draft = useDrafts((drafts) => drafts[draftKey] ?? '');
  const { attempt, send } = useToggle(tenantId, action);
  // A new observer reads at once: the dialog opens with a fresh reading.
  const { reading } = useSwitchState({ quick: attempt.phase === 'unclear' });
  const [problem, setProblem] = useState<string | null>(null);
  // The engagement that this dialog was opened to lift; learned late if it was not known then (law 5).
  const engagedKey = state.kind === 'engaged' ? (latest?.key ?? null) : null;
  const [openedFor, setOpenedFor] = useState(engagedKey);
  if (openedFor === null && engagedKey !== null) setOpenedFor(engagedKey);
  const replaced = openedFor !== null && engagedKey !== null && engagedKey !== openedFor;
  const derived = dialogStage(action, attempt, state, replaced, reading);
  // What the operator decided on is gone for good, also when the state comes back to what it was (law 5).
  const [overtaken, setOvertaken] = useState(false);
  if (derived === 'overtaken' && !overtaken) setOvertaken(true);
  const stage = overtaken ? 'overtaken' : derived;

  async function confirm() {
    const check = checkReason(draft);
    if (!check.ok) return setProblem(check.problem);
    setProblem(null);
    onSent();
    const accepted = await send(check.reason);
    if (!accepted) return onFailed();
    setDraft(draftKey, '');
    onAccepted(accepted);
  }

  function close() {
    if (stage !== 'took-effect' || attempt.phase !== 'unclear') return onClose();
    setDraft(draftKey, '');
    onAccepted(attempt.toggle);
  }

  const waiting = stage === 'sending' ? 'The request is under way.' : null;
  const whyNot = restricted ? IN_SAFE_MODE : state.kind === 'engaged' ? null : NEEDS_ENGAGED;
  const blocked = waiting ?? (action === 'disengage' ? whyNot : null);

  return (
    <Dialog title={name[action]} onClose={stage === 'sending' ? undefined : close}>
      <CurrentState action={action} state={state} latest={latest} me={person} />
      {stage === 'compose' && <Consequences action={action} tenantId={tenantId} />}
      <AttemptOutcome action={action} attempt={attempt} stage={stage} latest={latest} me={person} />
      <TextAreaField
        label="Reason"
        hint="Required. It is kept in the audit log under your name."
        counter={`${countCharacters(draft)} of ${REASON_MAX}`}
        value={draft}
        error={problem}
        readOnly={stage === 'sending'}
        initialFocus
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
