import type { ToggleAction } from '../../../api/kill-switch';
import type { SwitchState } from '../../../switch/derive-state';
import { Button } from '../../../ui/button';

type ToggleButtonsProps = {
  /** The state as it is shown above them, whose box they share. */
  shown: SwitchState['kind'];
  /** Why each button cannot be used now; null when it can. */
  why: Record<ToggleAction, string | null>;
  onOpen: (action: ToggleAction) => void;
};

// On a phone the levers are below all else, and not in the box of the state.
const looks: Record<SwitchState['kind'], string> = {
  checking: 'border-line',
  disengaged: 'border-hairline',
  engaged: 'border-hairline md:alarm',
  unknown: 'border-unknown border-dashed',
};

/** The two buttons that open a toggle dialog. Why one cannot be used stands beside them, and moves neither. */
export function ToggleButtons({ shown, why, onOpen }: ToggleButtonsProps) {
  const same = why.engage === why.disengage;
  return (
    <div className={`dock levers rounded-b-card border border-t-0 bg-surface print:hidden ${looks[shown]}`}>
      <Button
        large
        tone="danger"
        disabledReason={why.engage}
        describedBy="engage-why"
        onClick={() => onOpen('engage')}
      >
        Engage
      </Button>
      <Button
        large
        tone="primary"
        disabledReason={why.disengage}
        describedBy={same ? 'engage-why' : 'disengage-why'}
        onClick={() => onOpen('disengage')}
      >
        Disengage
      </Button>
      <div className="levers-why">
        <p id="engage-why">{why.engage}</p>
        <p id="disengage-why">{!same && why.disengage}</p>
      </div>
    </div>
  );
}
