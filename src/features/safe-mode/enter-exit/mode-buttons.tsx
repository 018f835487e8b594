import { can } from '../../../auth/capabilities';
import type { ModeState } from '../../../guardian/mode';
import { Button } from '../../../ui/button';
import { whyNotEnter, whyNotExit } from './why-disabled';

type LeverProps = { state: ModeState; role: string; onOpen: () => void };

const mayNeither = (role: string) => !can(role, 'canEnterSafeMode') && !can(role, 'canRecover');

/** Opens the dialog to enter Safe Mode. A lever that cannot be used says why; a role that may use none sees none. */
export function EnterLever({ state, role, onOpen }: LeverProps) {
  if (mayNeither(role))
    return <p className="text-muted">ADMIN and SECURITY may enter Safe Mode; only ADMIN may exit it.</p>;
  const why = whyNotEnter(state, role);
  return (
    <div className="flex-1 basis-44 sm:max-w-52">
      <Button large tone="danger" disabledReason={why} describedBy="enter-why" onClick={onOpen}>
        Enter Safe Mode
      </Button>
      <p id="enter-why" className="mt-1 min-h-4 text-meta text-muted">
        {why}
      </p>
    </div>
  );
}

/** Opens the dialog to exit Safe Mode. */
export function ExitLever({ state, role, onOpen }: LeverProps) {
  if (mayNeither(role)) return null;
  const why = whyNotExit(state, role);
  return (
    <div className="flex-1 basis-44 sm:max-w-52">
      <Button large tone="primary" disabledReason={why} describedBy="exit-why" onClick={onOpen}>
        Exit Safe Mode
      </Button>
      <p id="exit-why" className="mt-1 min-h-4 text-meta text-muted">
        {why}
      </p>
    </div>
  );
}
