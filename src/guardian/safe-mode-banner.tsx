import { Link } from 'react-router-dom';
import { can } from '../auth/capabilities';
import type { Hosts } from '../api/guardian/guardian-schemas';
import { countNotNormal } from '../api/guardian/hosts';
import type { Known } from '../api/http/reading';
import { paths } from '../lib/paths';
import { formatDuration } from '../lib/time';
import { RecordedTime } from '../ui/recorded';
import { StateIcon } from '../ui/state-icon';
import { UserText } from '../ui/user-text';
import { SilentSince } from './silent-since';
import { modeOf, modeWords, toldMode, type ModeState } from './mode';

const look = 'relative order-first flex min-h-14 basis-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2';

type SafeModeBannerProps = { state: ModeState; hosts: Known<Hosts> | null; role: string };

/** Says that the mode is not NORMAL or not known (F7 §5). Shown on every page, to everybody, and it cannot be dismissed. */
export function SafeModeBanner({ state, hosts, role }: SafeModeBannerProps) {
  const told = toldMode(state);
  const mayLook = can(role, 'canViewSafeMode');
  // On a phone it is on the page that the banner leads to; several hosts have names, which tell what it is about.
  const wide = mayLook && !hosts ? 'max-md:hidden' : '';
  const link = mayLook && (
    // All of the banner can be pressed.
    <Link
      to={paths.safeMode}
      className="py-0.5 text-current after:absolute after:inset-0 max-md:text-meta md:ml-auto"
    >
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
          Mode <b>{modeWords[mode]}</b>{' '}
          <span className={wide}>
            on host <UserText text={host} /> since <RecordedTime timestamp={since} />
          </span>
        </p>
        {hosts && <HowMany hosts={hosts} />}
        {link}
      </section>
    );
  }
  const last = state.kind === 'unknown' ? state.last : null;
  return (
    <section aria-label="Safe Mode" className={`${look} hatched text-unknown`}>
      <p key="unknown" className="flex items-center gap-2 font-semibold">
        <StateIcon state="unknown" className="size-5 shrink-0" />
        <span>
          Safe Mode unknown: the Guardian{' '}
          <span>{state.kind === 'unknown' ? 'cannot be read' : 'contradicts itself'}</span>
        </span>
      </p>
      <p key={`was ${state.kind}`}>
        {state.kind !== 'unknown' ? (
          'It says NORMAL, and reports what NORMAL does not allow.'
        ) : last ? (
          <span>
            Its mode was last confirmed <span>{modeOf(last.answer)}</span>{' '}
            <span className="max-md:block">
              <span>{formatDuration(last.ageMs)}</span> ago.
            </span>
          </span>
        ) : (
          'Its mode was never confirmed.'
        )}
      </p>
      {state.kind === 'unknown' && (
        <div className={wide}>
          <SilentSince error={state.error} />
        </div>
      )}
      {hosts && <HowMany hosts={hosts} />}
      {link}
    </section>
  );
}

/** How many of the tenant's hosts are not known to be NORMAL. */
function HowMany({ hosts }: { hosts: Known<Hosts> }) {
  if (hosts.kind !== 'confirmed') return null;
  const { items } = hosts.answer.data;
  return (
    <p key="hosts">
      <span>{`${countNotNormal(hosts.answer)} of ${items.length}`}</span> hosts are not known to be NORMAL
    </p>
  );
}
