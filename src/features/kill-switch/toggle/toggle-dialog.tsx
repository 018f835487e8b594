import { useState } from 'react';
import { ActionDialog } from '../../../action/action-dialog';
import { canSend, reduceAction } from '../../../action/action-state';
import { ReasonField, useReason } from '../../../action/reason-field';
import { etagOf, type ToggleAction } from '../../../api/kill-switch';
import { reasonPresets } from '../../../api/http/deployment';
import { personKey } from '../../../auth/person';
import { useTakeIn } from '../../../lib/take-in';
import type { Person } from '../../../stores/session';
import type { SwitchState } from '../../../switch/derive-state';
import { sameToggle, type LatestToggle } from '../../../switch/latest-toggle';
import { useToggles } from '../../../switch/toggle-context';
import type { ToggleState } from '../../../switch/toggles';
import { toggleEvidence } from '../../../switch/toggle-evidence';
import { useSwitchReading, useToggleHistory } from '../../../switch/use-kill-switch';
import { useRest } from '../use-rest';
import { Consequence, Limits } from './consequences';
import { CurrentState } from './current-state';
import { ToggleOutcome } from './toggle-outcome';
import { IN_SAFE_MODE, NEEDS_ENGAGED } from './why-disabled';

const looks = {
  engage: { name: 'Engage kill switch', tone: 'danger' },
  disengage: { name: 'Disengage kill switch', tone: 'primary' },
} as const;

type ToggleDialogProps = {
  action: ToggleAction;
  person: Person;
  state: SwitchState;
  latest: LatestToggle | null;
  /** The host is in Safe Mode: only an engage can be sent. */
  restricted: boolean;
};

export function ToggleDialog({ action, person, state, latest, restricted }: ToggleDialogProps) {
  const { toggles, dispatch, send } = useToggles();
  const stored = toggles.toggle;
  // The dialog opens with a fresh reading of the state, of who toggled last, and why.
  const { reading } = useSwitchReading({ quick: stored.stage === 'unclear', fresh: true });
  useToggleHistory({ fresh: true });
  const reason = useReason(`${personKey(person)} ${action}`);

  const evidence = toggleEvidence(action, state, {
    sent: 'failure' in stored ? (stored.failure?.sent ?? null) : null,
    engagement: state.kind === 'engaged' ? (etagOf(state.answer.data) ?? latest?.key ?? null) : null,
    reading,
  });
  const read = { type: 'read', evidence } as const;
  const toggle = useTakeIn(stored, reduceAction(stored, read), () => dispatch(read));
  // The toggle that superseded this dialog stays shown, even when somebody changes the state back later.
  const replaced = evidence.target !== null && evidence.target !== toggle.target;
  const supersedes = toggle.stage === 'superseded' && (evidence.overtakenBy !== null || replaced);
  const [kept, setKept] = useState<LatestToggle | null>(null);
  const by = supersedes && !sameToggle(latest, kept) ? latest : kept;
  const supersededBy = useTakeIn(kept, by, setKept);

  const { code } = useRest(false);
  const since = code && <code.RefusedSince person={person} state={state} />;
  const now = (
    <CurrentState action={action} state={state} latest={latest} me={person}>
      {since}
    </CurrentState>
  );
  const composes = toggle.stage === 'compose';
  const whyNot = restricted ? IN_SAFE_MODE : state.kind === 'engaged' ? null : NEEDS_ENGAGED;

  async function confirm() {
    const checked = reason.check();
    if (checked !== null && (await send(checked))) reason.forget();
  }

  function close() {
    if ('effect' in toggle && toggle.effect === 'took-effect') reason.forget();
    else reason.keep();
    dispatch({ type: 'close-dialog' });
  }

  return (
    <ActionDialog
      {...looks[action]}
      state={toggle}
      blocked={action === 'disengage' ? whyNot : null}
      onConfirm={() => void confirm()}
      onClose={close}
    >
      {composes && <Consequence action={action} tenant={person.tenantName ?? person.tenantId} />}
      {action === 'disengage' && now}
      <ToggleOutcome
        action={action}
        toggle={toggle}
        latest={toggle.stage === 'superseded' ? (supersededBy ?? latest) : latest}
        me={person}
      />
      <ReasonField
        reason={reason}
        keptIn="the audit log"
        readOnly={!canSend(toggle) || waitsForReading(toggle)}
        presets={action === 'engage' ? reasonPresets() : []}
      />
      {action === 'engage' && now}
      {composes && <Limits action={action} />}
    </ActionDialog>
  );
}

/** The answer was lost, and nothing that was read shows what happened: what was sent stays as it is. */
function waitsForReading(toggle: ToggleState): boolean {
  return toggle.stage === 'unclear' && toggle.effect !== 'no-effect';
}
