import { can } from '../../../auth/capabilities';
import type { ModeState } from '../../../guardian/mode';
import { Button } from '../../../ui/button';
import { whyNotEnter, whyNotExit } from './why-disabled';

type ModeButtonsProps = { state: ModeState; role: string; onEnter: () => void; onExit: () => void };

/** The buttons to enter and exit Safe Mode. A button that cannot be used says why. A role that may use neither sees neither. */
export function ModeButtons({ state, role, onEnter, onExit }: ModeButtonsProps) {
  if (!can(role, 'canEnterSafeMode') && !can(role, 'canRecover'))
    return <p className="mt-4 text-muted">ADMIN and SECURITY may enter Safe Mode; only ADMIN may exit it.</p>;
  const enter = whyNotEnter(state, role);
  const exit = whyNotExit(state, role);
  return (
    <div className="card mt-5 flex flex-wrap gap-3 print:hidden">
      <div className="flex-1 basis-44 sm:max-w-52">
        <Button large tone="danger" disabledReason={enter} describedBy="enter-why" onClick={onEnter}>
          Enter Safe Mode
        </Button>
        <p id="enter-why" className="mt-1 min-h-4 text-meta text-muted">
          {enter}
        </p>
      </div>
      <div className="flex-1 basis-44 sm:max-w-52">
        <Button large tone="primary" disabledReason={exit} describedBy="exit-why" onClick={onExit}>
          Exit Safe Mode
        </Button>
        <p id="exit-why" className="mt-1 min-h-4 text-meta text-muted">
          {exit}
        </p>
      </div>
    </div>
  );
}
