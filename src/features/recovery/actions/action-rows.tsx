import { useId } from 'react';
import { CommandOf } from '../../../guardian/host/command-of';
import { lastStatus, type ModeState } from '../../../guardian/mode';
import { Button } from '../../../ui/button';
import { actionFacts, recoveryActions, type RecoveryAction } from '../checklist/recovery-actions';
import { ActionResult } from './action-result';
import type { RecoveryActionsNow } from './use-recovery-actions';

type ActionRowsProps = {
  actions: RecoveryActionsNow;
  state: ModeState;
  /** Whether the result of an action stands in a step of the list above. */
  inStep: (action: RecoveryAction) => boolean;
};

/** Every action of the Guardian: what it is for, what it does, and its button, which says why when it cannot be used. */
export function ActionRows({ actions, state, inStep }: ActionRowsProps) {
  return (
    <ul className="mt-2">
      {recoveryActions.map((action) => (
        <li key={action} className="border-b border-hairline py-3">
          <ActionRow action={action} actions={actions} />
          {!inStep(action) && <ActionResult action={action} actions={actions} />}
        </li>
      ))}
      <li className="py-3">
        <p className="font-medium">Stop everything</p>
        <p className="text-muted">Ends Core and the Guardian. Run it on the host, as administrator.</p>
        <CommandOf name="stop" status={lastStatus(state)} />
      </li>
    </ul>
  );
}

function ActionRow({ action, actions }: { action: RecoveryAction; actions: RecoveryActionsNow }) {
  const id = useId();
  const { name, purpose, consequence, changes } = actionFacts[action];
  const why = actions.why[action];
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{purpose}</p>
        <p className="text-muted">{consequence}</p>
        <p id={id} className="text-meta text-unknown">
          {why}
        </p>
      </div>
      <div className="print:hidden">
        <Button
          tone={changes ? 'caution' : 'quiet'}
          disabledReason={why}
          describedBy={id}
          onClick={() => actions.start(action, 'row')}
        >
          {name}
        </Button>
      </div>
    </div>
  );
}
