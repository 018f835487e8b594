import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Hosts, KnownHost } from '../api/guardian/guardian-schemas';
import { pathAt } from '../api/guardian/guardian-at';
import { modeInList } from '../api/guardian/hosts';
import { explainError } from '../api/errors/explain-error';
import type { Known } from '../api/http/reading';
import { ErrorMessage } from '../ui/error-message';
import { RecordedTime } from '../ui/recorded';
import { StateIcon } from '../ui/state-icon';
import { UserText } from '../ui/user-text';
import { containmentWords } from './host/containment';
import { modeWords, shapeOf } from './mode';

type HostListProps = { known: Known<Hosts>; chosen: string | null; quiet: boolean };

/** The tenant's hosts, each with its mode and a link to its own page. */
export function HostList({ known, chosen, quiet }: HostListProps) {
  const answer =
    known.kind === 'confirmed' ? known.answer : known.kind === 'unknown' ? known.last?.answer : null;
  return (
    <nav aria-label="Hosts" className="card mt-4 print:hidden">
      {known.kind === 'checking' && <p>Reading the hosts…</p>}
      {known.kind === 'unknown' && known.error !== null && (
        <ErrorMessage
          words={explainError(known.error, 'safe-mode')}
          note={answer ? 'What follows is what was last read.' : 'The hosts are not known.'}
        />
      )}
      {known.kind === 'unknown' && known.error === null && (
        <p className="font-medium text-unknown">The hosts were not read for a while. Reading again…</p>
      )}
      <ul>
        {answer?.data.items.map((host) => (
          <li key={host.name} className="border-b border-hairline last:border-b-0">
            <HostRow
              host={host}
              mode={known.kind === 'confirmed' ? modeInList(host, answer) : null}
              current={host.name === chosen}
              quiet={quiet}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type HostRowProps = { host: KnownHost; mode: KnownHost['mode']; current: boolean; quiet: boolean };

// Green is only for a known state (law 1).
const colors = { disengaged: 'text-clear', engaged: 'text-danger', unknown: 'text-unknown', checking: '' };

function HostRow({ host, mode, current, quiet: stopped }: HostRowProps) {
  const shape = shapeOf(mode ?? 'unknown') ?? 'unknown';
  const quiet = stopped && shape === 'disengaged';
  const { name, since, platform, containment } = host;
  return (
    <Link
      to={pathAt('', { host: name })}
      aria-current={current ? 'page' : undefined}
      className={`grid min-h-11 gap-x-4 py-2 no-underline md:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] ${current ? 'border-l-4 border-solid pl-3' : ''}`}
    >
      <b className="wrap-anywhere underline">
        <UserText text={name} />
      </b>
      <span className="text-ink">
        <span className={`flex items-center gap-2 font-semibold ${quiet ? '' : colors[shape]}`}>
          <StateIcon state={shape} quiet={quiet} className="size-4 shrink-0" />
          {mode ? <span key="known">{modeWords[mode]}</span> : <NotKnown key="unknown" host={host} />}
        </span>
        {mode && since && (
          <Part key="since">
            since <RecordedTime timestamp={since} />
          </Part>
        )}
        {mode === null && host.last_seen_at && (
          <Part key="silent">
            silent since <RecordedTime timestamp={host.last_seen_at} />
          </Part>
        )}
        <Part key="how">
          <span>{containmentWords(containment)?.words ?? 'containment not reported'}</span>, on{' '}
          <span>{platform ? <UserText text={platform} /> : 'a platform that is not reported'}</span>
        </Part>
      </span>
    </Link>
  );
}

function NotKnown({ host: { mode, last_seen_at: seen } }: { host: KnownHost }) {
  if (mode) return <span>{`Unknown, ${modeWords[mode]} before`}</span>;
  return <span>{seen ? 'Unknown' : 'Unknown, never heard of'}</span>;
}

const Part = ({ children }: { children: ReactNode }) => (
  <span className="block text-meta text-muted">{children}</span>
);
