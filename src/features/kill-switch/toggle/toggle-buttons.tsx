import type { ToggleAction } from '../../../api/kill-switch';
import { Button } from '../../../ui/button';

type ToggleButtonsProps = {
  /** Why each button cannot be used now; null when it can. */
  why: Record<ToggleAction, string | null>;
  onOpen: (action: ToggleAction) => void;
};

/** The two buttons that open a toggle dialog. A button that cannot be used says why. */
export function ToggleButtons({ why, onOpen }: ToggleButtonsProps) {
  return (
    <div className="dock flex flex-wrap gap-3 rounded-b-card border border-t-0 border-hairline bg-surface p-4 sm:px-5 print:hidden">
      <div className="flex-1 basis-36 sm:max-w-52">
        <Button
          large
          tone="danger"
          disabledReason={why.engage}
          describedBy="engage-why"
          onClick={() => onOpen('engage')}
        >
          Engage
        </Button>
        <p id="engage-why" className="mt-1 min-h-4 text-meta text-muted">
          {why.engage}
        </p>
      </div>
      <div className="flex-1 basis-36 sm:max-w-52">
        <Button
          large
          tone="primary"
          disabledReason={why.disengage}
          describedBy="disengage-why"
          onClick={() => onOpen('disengage')}
        >
          Disengage
        </Button>
        <p id="disengage-why" className="mt-1 min-h-4 text-meta text-muted">
          {why.disengage}
        </p>
      </div>
    </div>
  );
}
