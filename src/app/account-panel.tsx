import { ComfortsButton } from '../features/comforts/comforts';
import { tenantInFull } from '../auth/person';
import { isRedacted } from '../lib/text';
import type { Person } from '../stores/session';
import { setTheme, themes, useTheme, type Theme } from '../stores/theme';
import { UserText } from '../ui/user-text';

const themeNames: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Who is signed in, with which role, and the theme. Paper shows the facts. */
export function AccountPanel({ person }: { person: Person }) {
  const { theme } = useTheme();
  const email = isRedacted(person.email) ? 'email redacted by the server' : person.email;
  return (
    <>
      <dl className="grid gap-2 print:flex print:gap-5">
        <Fact term="Tenant" value={tenantInFull(person)} />
        <Fact term="Signed in" value={person.fullName ? `${person.fullName}, ${email}` : email} />
        <Fact term="Role" value={person.role} />
      </dl>
      <label className="mt-4 flex items-center gap-2 print:hidden">
        Theme
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
      <div className="mt-4 print:hidden">
        <ComfortsButton />
      </div>
    </>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-meta text-muted">{term}</dt>
      <dd>
        <UserText text={value} />
      </dd>
    </div>
  );
}
