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
  return <Lever name="Enter Safe Mode" id="enter-why" tone="danger" why={why} onOpen={onOpen} />;
}

/** Opens the dialog to exit Safe Mode. */
export function ExitLever({ state, role, onOpen }: LeverProps) {
  if (mayNeither(role)) return null;
  const why = whyNotExit(state, role);
  return <Lever name="Exit Safe Mode" id="exit-why" tone="primary" why={why} onOpen={onOpen} />;
}

type OneLever = {
  name: string;
  /** Of the reason below the button. */
  id: string;
  tone: 'danger' | 'primary';
  why: string | null;
  onOpen: () => void;
};

function Lever({ name, id, tone, why, onOpen }: OneLever) {
  return (
    <div className="flex-1 basis-44 sm:max-w-52">
      <Button large tone={tone} disabledReason={why} describedBy={id} onClick={onOpen}>
        {name}
      </Button>
      <p id={id} className="mt-1 min-h-4 text-meta text-muted">
        {why}
      </p>
    </div>
  );
}
