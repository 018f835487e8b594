import { can } from '../auth/capabilities';
import { hrefOf, paths } from '../lib/paths';
import { formatDuration } from '../lib/time';
import { RecordedTime } from '../ui/recorded';
import { StateIcon } from '../ui/state-icon';
import { UserText } from '../ui/user-text';
import { modeWords, type ModeState } from './mode';

const look = 'flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3';

/** On every page, for everybody, and never dismissed: the mode is not NORMAL, or nobody can tell (F7 §5). */
export function SafeModeBanner({ state, role }: { state: ModeState; role: string }) {
  if (state.kind === 'checking' || (state.kind === 'confirmed' && state.answer.data.mode === 'NORMAL'))
    return null;
  const link = can(role, 'canViewSafeMode') && (
    <a href={hrefOf(paths.safeMode)} className="text-current">
      Why, and what to do
    </a>
  );
  if (state.kind === 'confirmed') {
    const { mode, host, since } = state.answer.data;
    return (
      <section aria-label="Safe Mode" className={`${look} bg-danger-solid text-on-danger`}>
        <p className="flex items-center gap-2 text-2xl font-bold">
          <span aria-hidden="true">■</span> SAFE MODE
        </p>
        <p>
          Mode <b>{modeWords[mode]}</b> on host <UserText text={host} /> since{' '}
          <RecordedTime timestamp={since} />
        </p>
        {link}
      </section>
    );
  }
  const last = state.last;
  return (
    <section aria-label="Safe Mode" className={`${look} hatched text-unknown`}>
      <p className="flex items-center gap-2 font-bold">
        <StateIcon state="unknown" className="size-5 shrink-0" /> Safe Mode unknown: the Guardian cannot be
        read
      </p>
      <p>
        {last
          ? `Last confirmed ${modeWords[last.answer.data.mode]} ${formatDuration(last.ageMs)} ago.`
          : 'Its mode was never confirmed.'}
      </p>
      {link}
    </section>
  );
}
