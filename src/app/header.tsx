import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { signOut } from '../auth/session/session';
import type { SwitchState } from '../switch/derive-state';
import { isRedacted } from '../lib/text';
import { formatDuration } from '../lib/time';
import { announce } from '../stores/announcements';
import type { Person } from '../stores/session';
import { setTheme, themes, useTheme, type Theme } from '../stores/theme';
import { Button } from '../ui/button';
import { UserText } from '../ui/user-text';
import { useDataAge } from './use-data-age';

const themeNames: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

export function Header({ person, state }: { person: Person; state: SwitchState | null }) {
  const { theme } = useTheme();
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-hairline bg-surface px-3 py-2 sm:px-4 md:min-h-13">
      <p className="mark flex items-center gap-2 font-semibold">Kill Switch Console</p>
      <dl className="flex flex-wrap gap-x-5 text-meta">
        <Fact term="Tenant" value={person.tenantId} />
        <Fact term="Signed in" value={nameOf(person)} />
        <Fact term="Role" value={person.role} />
      </dl>
      <div className="flex flex-wrap items-center gap-1 text-meta sm:ml-auto sm:gap-x-3 print:hidden">
        <DataAge state={state} />
        <label className="flex items-center gap-2">
          <span className="max-sm:sr-only">Theme</span>
          <select
            value={theme}
            onChange={(event) => setTheme(themes.find((name) => name === event.target.value) ?? 'system')}
            className="control border-line bg-surface px-2 text-ink"
          >
            {themes.map((name) => (
              <option key={name} value={name}>
                {themeNames[name]}
              </option>
            ))}
          </select>
        </label>
        <Button onClick={() => void signOut()}>Sign out</Button>
      </div>
    </header>
  );
}

function nameOf({ fullName, email }: Person): string {
  const address = isRedacted(email) ? 'e-mail redacted by the server' : email;
  return fullName ? `${fullName}, ${address}` : address;
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div className="flex gap-1 md:block">
      <dt className="text-muted">{term}</dt>
      <dd>
        <UserText text={value} />
      </dd>
    </div>
  );
}

/** The age of the page's data, and the button that refreshes it. */
function DataAge({ state }: { state: SwitchState | null }) {
  const client = useQueryClient();
  const [reading, setReading] = useState(false);
  const ago = useDataAge(state);
  const age = ago === null ? 'not checked yet' : `checked ${formatDuration(ago)} ago`;
  // Nothing on this page is read from the server.
  const nothing = state === null && ago === null;

  async function refresh() {
    setReading(true);
    await client.refetchQueries({ type: 'active' });
    setReading(false);
    const read = client.getQueryCache().findAll({ type: 'active' });
    const failed = read.some((query) => query.state.status === 'error' && !query.meta?.['optional']);
    announce(failed ? 'Reading again failed.' : 'Read again.', 'polite');
  }

  if (nothing) return null;
  return (
    <div className="flex items-center gap-1 max-sm:contents sm:gap-3">
      {/* Its width does not follow its words, which change every second: nothing below may move. */}
      <span className="text-muted max-sm:w-full sm:min-w-28 sm:text-right">
        {reading ? `${age} · reading…` : age}
      </span>
      <Button onClick={() => void refresh()} disabledReason={reading ? 'Reading…' : null}>
        Refresh
      </Button>
    </div>
  );
}
