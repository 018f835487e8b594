import { Link } from 'react-router-dom';
import { can } from '../auth/capabilities';
import { paths } from '../lib/paths';
import { RecordedTime } from '../ui/recorded';
import { StateIcon } from '../ui/state-icon';
import { UserText } from '../ui/user-text';
import { lastConfirmed, modeWords, toldMode, type ModeState } from './mode';

const look = 'flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 md:px-8';

/** Says that the mode is not NORMAL or not known (F7 §5). Shown on every page, to everybody, and it cannot be dismissed. */
export function SafeModeBanner({ state, role }: { state: ModeState; role: string }) {
  const told = toldMode(state);
  if (told === 'checking' || told === 'absent' || told === 'NORMAL') return null;
  const link = can(role, 'canViewSafeMode') && (
    <Link to={paths.safeMode} className="py-0.5 text-current">
      Why, and what to do
    </Link>
  );
  if (state.kind === 'confirmed' && told !== 'unknown') {
    const { mode, host, since } = state.answer.data;
    return (
      <section aria-label="Safe Mode" className={`${look} alarm`}>
        <p key="safe" className="flex items-center gap-2 text-state font-semibold">
          <span aria-hidden="true">■</span> SAFE MODE
        </p>
        <p key="host">
          Mode <b>{modeWords[mode]}</b> on host <UserText text={host} /> since{' '}
          <RecordedTime timestamp={since} />
        </p>
        {link}
      </section>
    );
  }
  return (
    <section aria-label="Safe Mode" className={`${look} hatched text-unknown`}>
      <p key="unknown" className="flex items-center gap-2 font-semibold">
        <StateIcon state="unknown" className="size-5 shrink-0" /> Safe Mode unknown: the Guardian{' '}
        <span>{state.kind === 'unknown' ? 'cannot be read' : 'contradicts itself'}</span>
      </p>
      <p>
        {state.kind === 'unknown'
          ? `Its mode was ${lastConfirmed(state.last)}.`
          : 'It says NORMAL, and reports what NORMAL does not allow.'}
      </p>
      {link}
    </section>
  );
}
