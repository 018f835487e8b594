import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router-dom';
import { isApiError } from '../api/errors/api-error';
import { Message } from '../ui/message';
import { UserText } from '../ui/user-text';
import { AtHost } from './guardian-at';
import { HostList } from './host-list';
import { useGuardian } from './use-guardian';

type HostPageProps = {
  title: string;
  /** While the kill switch stops the agents, no state in the list of hosts is green. */
  quiet: boolean;
  children: ReactNode;
};

/**
 * A page about one host: the tenant's only one, or the one that `?host=` names. Everything in it is made anew for another
 * host, so that nothing that was begun for one is ever shown or sent for another (law 5).
 */
export function HostPage({ title, quiet, children }: HostPageProps) {
  const { hosts } = useGuardian();
  const [search] = useSearchParams();
  const chosen = search.get('host') || null;
  const names = hosts?.kind === 'confirmed' ? hosts.answer.data.items.map(({ name }) => name) : null;
  return (
    <>
      <h1 className="text-title font-semibold">{title}</h1>
      {hosts && <HostList known={hosts} chosen={chosen} quiet={quiet} />}
      {hosts && chosen === null ? (
        <p className="mt-4 font-medium">Choose a host.</p>
      ) : chosen !== null && names && !names.includes(chosen) ? (
        <NoSuchHost name={chosen} />
      ) : (
        <AtHost key={chosen ?? ''} host={chosen}>
          <OfKnownHost host={chosen}>{children}</OfKnownHost>
        </AtHost>
      )}
    </>
  );
}

/** Where there is only one host, its server says that it does not know another name. */
function OfKnownHost({ host, children }: { host: string | null; children: ReactNode }) {
  const { state } = useGuardian();
  const error = state.kind === 'unknown' ? state.error : null;
  const unknown = host !== null && isApiError(error) && error.code === 'unknown_host';
  return unknown ? <NoSuchHost name={host} /> : children;
}

function NoSuchHost({ name }: { name: string }) {
  const { pathname } = useLocation();
  return (
    <Message tone="warning" title="The server knows no host with this name" alert>
      <p>
        It has none that is called <UserText text={name} />. It may have been removed.
      </p>
      <Link to={pathname}>Show this page without it</Link>
    </Message>
  );
}
