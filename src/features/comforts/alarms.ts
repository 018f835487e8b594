import { toldMode, type ModeState } from '../../guardian/mode';
import type { SwitchState } from '../../switch/derive-state';

/**
 * What a person who does not look must know: null when there is nothing, undefined before anything was read. No names and no
 * reason, because others may see the screen.
 */
type Alarm = string | null | undefined;
export type Alarms = { switch: Alarm; mode: Alarm };

const UNKNOWN = 'Kill switch: state unknown';

/**
 * The alarms after the present readings. An answer that only grew old raises and ends none: a hidden tab is rarely given time,
 * and the next reading decides.
 * @param state null for those who may not see the switch
 */
export function nextAlarms(before: Alarms, state: SwitchState | null, mode: ModeState): Alarms {
  const ofSwitch = state ? switchAlarm(before.switch, state) : null;
  const ofMode = modeAlarm(before.mode, mode);
  // One cause, such as a lost network, is told once.
  return { switch: ofSwitch, mode: ofSwitch === UNKNOWN && mode.kind === 'unknown' ? before.mode : ofMode };
}

function switchAlarm(before: Alarm, state: SwitchState): Alarm {
  switch (state.kind) {
    case 'engaged':
      return 'Kill switch engaged';
    case 'disengaged':
      return null;
    case 'unknown':
      return state.cause === 'stale' ? before : UNKNOWN;
    case 'checking':
      return before;
  }
}

function modeAlarm(before: Alarm, mode: ModeState): Alarm {
  if (mode.kind === 'unknown' && mode.cause === 'stale') return before;
  switch (toldMode(mode)) {
    case 'NORMAL':
    case 'absent':
      return null;
    case 'checking':
      return before;
    case 'unknown':
      return 'Safe Mode: state unknown';
    case 'SAFE':
    case 'OPERATOR_OVERRIDE':
      return 'SAFE MODE';
  }
}
