import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import { ssoLink, ssoProviders } from '../../api/auth';
import { prepareSso } from '../session/keep-session';
import { rememberPath } from './return-path';

/** Links to sign in by SSO. They leave the page and come back to it. Empty when the server offers none. */
export function SsoLinks({ tenantId, again }: { tenantId: string; again: boolean }) {
  const { pathname, search, hash } = useLocation();
  const { data = [] } = useQuery({ queryKey: ['sso-providers'], queryFn: ssoProviders, staleTime: Infinity });
  if (data.length === 0) return null;

  function leave() {
    prepareSso(tenantId);
    rememberPath(pathname + search + hash);
  }

  return (
    <section aria-label="Single sign-on" className="mt-8">
      {tenantId === '' && <p className="text-muted">Enter the tenant ID to sign in with:</p>}
      {again && <p>Single sign-on leaves this page. Your text stays in this tab.</p>}
      <ul className="flex flex-wrap gap-4">
        {data.map(({ id, name }) => (
          <li key={id}>
            {tenantId === '' ? (
              <span className="text-muted">{name}</span>
            ) : (
              <a
                href={ssoLink(id, tenantId)}
                onClick={leave}
                className="inline-flex min-h-9 items-center pointer-coarse:min-h-11"
              >
                <span>{`Sign in with ${name}`}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
