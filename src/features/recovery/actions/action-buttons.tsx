import { useId } from 'react';
import { Button } from '../../../ui/button';
import { actionFacts, type RecoveryAction } from '../checklist/recovery-actions';

type ActionButtonsProps = {
  actions: readonly RecoveryAction[];
  /** The heading over these actions. */
  title: string;
  danger?: boolean;
  why: Record<RecoveryAction, string | null>;
  onAct: (action: RecoveryAction) => void;
};

/** A group of recovery actions. An action that cannot be started says why. */
export function ActionButtons({ actions, title, danger, why, onAct }: ActionButtonsProps) {
  const id = useId();
  return (
    <div className="mt-3 print:hidden">
      <h3 className="font-medium">{title}</h3>
      <div className="mt-1 flex flex-wrap gap-x-6 gap-y-3">
        {actions.map((action) => (
          <div key={action}>
            <Button
              tone={danger ? 'caution' : 'quiet'}
              disabledReason={why[action]}
              describedBy={`${id}-${action}`}
              onClick={() => onAct(action)}
            >
              {actionFacts[action].name}
            </Button>
            <p id={`${id}-${action}`} className="mt-1 text-muted">
              {why[action]}
            </p>
          </div>
        ))}
      </div>
    </div>
  );
}
