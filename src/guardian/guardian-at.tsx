import { createContext, useContext, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { pathAt, type GuardianAt } from '../api/guardian/guardian-at';
import { personOf } from '../auth/session/session';
import { useSession } from '../stores/session';

const ChosenHost = createContext<string | null>(null);

/** Everything below asks this host, and acts on it. */
export function AtHost({ host, children }: { host: string | null; children: ReactNode }) {
  return <ChosenHost value={host}>{children}</ChosenHost>;
}

/** The host that this part of the page is about; null for the tenant's only one. */
export function useGuardianAt(): GuardianAt {
  const { session } = useSession();
  return { tenantId: personOf(session)?.tenantId ?? '', host: useContext(ChosenHost) };
}

type HostLinkProps = { to: string; className?: string; children: ReactNode };

/** A link that stays with the host of this page. */
export function HostLink({ to, ...rest }: HostLinkProps) {
  return <Link to={pathAt(to, { host: useContext(ChosenHost) })} {...rest} />;
}

/** The key of something that a person typed or ticked for one host. */
export function ofHost(key: string, { host }: Pick<GuardianAt, 'host'>): string {
  return host === null ? key : `${key} ${host}`;
}
