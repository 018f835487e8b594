import type { ToggleAction } from '../../../api/kill-switch';
import { Button } from '../../../ui/button';

type LeversProps = { why: Record<ToggleAction, string | null>; onPull: (action: ToggleAction) => void };

/** The two levers. One that cannot be pulled says why. */
export function Levers({ why, onPull }: LeversProps) {
  return (
    <div className="mt-4 flex flex-wrap gap-x-8 gap-y-4 print:hidden">
      <div className="max-w-xs">
        <Button
          large
          tone="danger"
          disabledReason={why.engage}
          describedBy="engage-why"
          onClick={() => onPull('engage')}
        >
          Engage
        </Button>
        <p id="engage-why" className="mt-1 text-muted">
          {why.engage}
        </p>
      </div>
      <div className="max-w-xs">
        <Button
          large
          tone="primary"
          disabledReason={why.disengage}
          describedBy="disengage-why"
          onClick={() => onPull('disengage')}
        >
          Disengage
        </Button>
        <p id="disengage-why" className="mt-1 text-muted">
          {why.disengage}
        </p>
      </div>
    </div>
  );
}
