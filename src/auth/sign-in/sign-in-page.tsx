import type { ComponentType } from 'react';
import { Message } from '../../ui/message';
import { lastTenantId, lastTenantName } from '../session/keep-session';
import { SignInForm } from './sign-in-form';

type SignInPageProps = {
  notice: string | null;
  /** Why the server could not tell who is signed in. */
  error?: unknown;
  Outage: ComponentType<{ tenantId: string }>;
};

/** Shown in place of the requested page. After signing in, that page appears. */
export function SignInPage({ notice, error, Outage }: SignInPageProps) {
  return (
    <main id="main" className="mx-auto max-w-108 p-4 has-[pre]:max-w-3xl sm:pt-16">
      <div className="card">
        <p className="mark flex items-center gap-2 font-semibold">Kill Switch Console</p>
        <h1 className="mt-5 text-title font-semibold">Sign in</h1>
        {notice && <Message tone="info" title={notice} />}
        <SignInForm tenantId={lastTenantName() || lastTenantId()} email="" failure={error} Outage={Outage} />
      </div>
    </main>
  );
}
