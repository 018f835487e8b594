import { modeWords, type ModeState } from '../../guardian/mode';
import { hrefOf, paths } from '../../lib/paths';
import { formatDuration } from '../../lib/time';
import { StateIcon, type StateIconName } from '../../ui/state-icon';
import { UserText } from '../../ui/user-text';

/** The Guardian's mode in one line. NORMAL is shown as such only while it is known (law 1). */
export function ModeLine({ state }: { state: ModeState }) {
  const { icon, text, color } = words(state);
  const host = state.kind === 'confirmed' ? state.answer.data.host : null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
      <p className={`flex items-center gap-2 font-semibold ${color}`}>
        <StateIcon state={icon} className="size-5 shrink-0" />
        <span>
          Guardian mode: {text}
          {host !== null && (
            <>
              {' '}
              on <UserText text={host} />
            </>
          )}
        </span>
      </p>
      <a href={hrefOf(paths.safeMode)}>See the Guardian’s status</a>
    </div>
  );
}

function words(state: ModeState): { icon: StateIconName; text: string; color: string } {
  switch (state.kind) {
    case 'checking':
      return { icon: 'checking', text: 'checking…', color: 'text-muted' };
    case 'confirmed': {
      const { mode } = state.answer.data;
      const normal = mode === 'NORMAL';
      return {
        icon: normal ? 'disengaged' : 'engaged',
        text: modeWords[mode],
        color: normal ? 'text-clear' : 'text-danger',
      };
    }
    case 'unknown': {
      const last = state.last
        ? `last confirmed ${modeWords[state.last.answer.data.mode]} ${formatDuration(state.last.ageMs)} ago`
        : 'never confirmed';
      return { icon: 'unknown', text: `Unknown — ${last}`, color: 'text-unknown' };
    }
  }
}
