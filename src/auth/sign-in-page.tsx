import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { isApiError } from '../api/api-error';
import { ssoLink, ssoProviders } from '../api/auth';
import { Message } from '../ui/message';
import { lastTenantId, prepareSso } from './keep-session';
import { rememberPath } from './return-path';
import { SignInForm } from './sign-in-form';

type SignInPageProps = {
  notice: string | null;
  /** Where the person is, as a path of this app: a sign-in by SSO comes back to it. */
  path: string;
  /** What to do while the server cannot be reached. */
  outage: (tenantId: string) => ReactNode;
};

/** Takes the place of whatever page was asked for; after signing in, that page appears. */
export function SignInPage({ notice, path, outage }: SignInPageProps) {
  const [tenantId, setTenantId] = useState(lastTenantId);
  const [error, setError] = useState<unknown>(null);
  const sso = useQuery({ queryKey: ['sso-providers'], queryFn: ssoProviders, staleTime: Infinity });
  const unreachable = isApiError(error) && (error.status === null || error.status >= 500);

  return (
    <main id="main" className="mx-auto max-w-xl p-4 sm:py-12">
      <p className="font-semibold text-muted">Kill Switch Console</p>
      <h1 className="text-3xl font-bold">Sign in</h1>
      {notice && <Message tone="info" title={notice} />}
      <SignInForm tenantId={tenantId} email="" onTenantChange={setTenantId} onError={setError} />
      {sso.data && sso.data.length > 0 && (
        <section aria-label="Single sign-on" className="mt-8">
          {tenantId === '' && <p className="text-muted">Enter the tenant ID to sign in with:</p>}
          <ul className="flex flex-wrap gap-4">
            {sso.data.map(({ id, name }) => (
              <li key={id}>
                {tenantId === '' ? (
                  <span className="text-muted">{name}</span>
                ) : (
                  <a
                    href={ssoLink(id, tenantId)}
                    onClick={() => {
                      prepareSso(tenantId);
                      rememberPath(path);
                    }}
                    className="inline-flex min-h-11 items-center"
                  >
                    Sign in with {name}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {unreachable && outage(tenantId)}
    </main>
  );
}
