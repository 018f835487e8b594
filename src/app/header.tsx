import { signOut } from '../auth/session/session';
import { shortId } from '../lib/short-id';
import type { SwitchState } from '../switch/derive-state';
import type { Person } from '../stores/session';
import { Button } from '../ui/button';
import { AccountMenu } from './account-menu';
import { DataAge } from './data-age';
import type { Late } from './use-late';

type HeaderProps = { person: Person; state: SwitchState | null; late: Late };

export function Header({ person, state, late }: HeaderProps) {
  const { tenantId, tenantName } = person;
  return (
    <header className="flex min-h-13 items-center gap-1 border-b border-hairline bg-surface px-2 md:gap-3 md:px-4">
      <p className="mark flex items-center gap-2 font-semibold">
        <span className="max-lg:sr-only">Kill Switch Console</span>
      </p>
      {/* The whole id is in the account menu, which paper shows. As high as its button, which comes later: nothing moves then. */}
      <div className="ml-1 flex min-w-0 items-center rounded-control bg-sunken px-2 font-mono text-mono md:min-h-9 md:pointer-coarse:min-h-11 md:pr-0 print:hidden">
        <span className="sr-only">Tenant</span>{' '}
        {tenantName && <bdi className="mr-2 line-clamp-1 break-all">{tenantName}</bdi>}
        <bdi title={tenantId} className={`line-clamp-1 break-all ${tenantName ? 'max-md:hidden' : ''}`}>
          {shortId(tenantId)}
        </bdi>
        {late.code && <late.code.CopyId id={tenantId} />}
      </div>
      <div className="ml-auto flex items-center text-meta md:gap-3">
        <DataAge state={state} />
        <AccountMenu person={person} late={late} />
        <span className="max-md:hidden print:hidden">
          <Button onClick={() => void signOut()}>Sign out</Button>
        </span>
      </div>
    </header>
  );
}
