import { lastConfirmed, modeWords, toldMode, type ModeState, type ToldMode } from '../../guardian/mode';
import { HostLink } from '../../guardian/guardian-at';
import { paths } from '../../lib/paths';
import { useSwitchState } from '../../switch/use-kill-switch';
import { StateIcon, type StateIconName } from '../../ui/state-icon';
import { UserText } from '../../ui/user-text';

/** The Guardian's mode in one line. NORMAL is shown only while it is confirmed and nothing contradicts it (law 1). */
export function ModeLine({ state }: { state: ModeState }) {
  const { state: killSwitch } = useSwitchState();
  const told = toldMode(state);
  const { icon, color } = looks[told];
  // While the agents are stopped, no other state is green.
  const quiet = told === 'NORMAL' && killSwitch.kind === 'engaged';
  const host = state.kind === 'confirmed' ? state.answer.data.host : null;
  return (
    <div className="mt-2">
      <p className={`flex items-center gap-2 font-medium ${quiet ? '' : color}`}>
        <StateIcon state={icon} quiet={quiet} className="size-5 shrink-0" />
        <span>
          <span>{`Guardian mode: ${words(state)}`}</span>
          {host !== null && (
            <span>
              {' '}
              on <UserText text={host} />
            </span>
          )}
        </span>
      </p>
      <HostLink to={paths.safeMode} className="py-0.5">
        Guardian status
      </HostLink>
    </div>
  );
}

// Green is only for a known state (law 1).
const looks: Record<ToldMode, { icon: StateIconName; color: string }> = {
  checking: { icon: 'checking', color: 'text-muted' },
  unknown: { icon: 'unknown', color: 'text-unknown' },
  absent: { icon: 'checking', color: 'text-muted' },
  NORMAL: { icon: 'disengaged', color: 'text-clear' },
  SAFE: { icon: 'engaged', color: 'text-danger' },
  OPERATOR_OVERRIDE: { icon: 'engaged', color: 'text-danger' },
};

function words(state: ModeState): string {
  switch (state.kind) {
    case 'checking':
      return 'checking…';
    case 'absent':
      return 'none';
    case 'confirmed':
      return `${modeWords[state.answer.data.mode]}${toldMode(state) === 'unknown' ? ', but contradicted,' : ''}`;
    case 'unknown':
      return `Unknown — ${lastConfirmed(state.last)}`;
  }
}
