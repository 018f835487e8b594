import { useEffect, useState } from 'react';
import { isApiError } from '../../api/errors/api-error';
import { explainError } from '../../api/errors/explain-error';
import { refusalCause } from '../../api/errors/refusal-cause';
import type { Instant } from '../../lib/clock';
import { isRedacted } from '../../lib/text';
import { formatDuration } from '../../lib/time';
import { announce } from '../../stores/announcements';
import { useSession, type Lifetime, type Person } from '../../stores/session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorMessage } from '../../ui/error-message';
import { Message } from '../../ui/message';
import { useNow } from '../../ui/use-now';
import { expireSession, renewSession } from './session';
import { SignInForm } from '../sign-in/sign-in-form';
import { RoleTakenMessage } from './role-taken-message';
import { useRole } from './use-role';

const WARNING_MS = 120_000;

/** Milliseconds left, by the monotonic clock: setting the device's clock must not end a session. */
function sessionLeft(lifetime: Lifetime, now: Instant): number {
  return lifetime.ms - (now.mono - lifetime.since.mono);
}

/** In the person's own time zone: `14:35`. */
function timeOfDay(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** Whether the server refuses to renew any session: it has no rule or no such route. A failure may pass; this will not. */
function neverRenews(error: unknown): boolean {
  const never = [403, 404, 405, 501];
  return isApiError(error) && never.includes(error.status ?? 0) && refusalCause(error) !== 'service-down';
}

/** What the person has to know about their own session, on every page. */
export function SessionBanner() {
  useRole();
  return (
    <>
      <SessionEnd />
      <RoleTakenMessage />
    </>
  );
}

function SessionEnd() {
  const { session } = useSession();
  const now = useNow();
  const lifetime = session.phase === 'active' ? session.lifetime : null;
  const left = lifetime && sessionLeft(lifetime, now);
  const over = left !== null && left <= 0;

  // Effect: a session ends with time, not with anything the person does.
  useEffect(() => {
    if (over) expireSession();
  }, [over]);

  return session.phase === 'active' && left !== null && !over && left <= WARNING_MS ? (
    <Warning left={left} endsAt={timeOfDay(now.wall + left)} person={session.person} />
  ) : null;
}

function Warning({ left, endsAt, person }: { left: number; endsAt: string; person: Person }) {
  const { cannotRenew } = useSession();
  const [busy, setBusy] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [signingIn, setSigningIn] = useState(false);

  // Effect: an announcement happens outside of rendering. Each is made once: the seconds are not read out.
  useEffect(() => {
    announce(
      cannotRenew
        ? 'Your session ends in 2 minutes. This server cannot renew it: sign in again.'
        : 'Your session ends in 2 minutes. It can be renewed.',
      'polite',
    );
  }, [cannotRenew]);

  async function renew() {
    setBusy(true);
    setRenewed(false);
    setError(null);
    try {
      await renewSession();
      setRenewed(true);
    } catch (failure) {
      if (neverRenews(failure)) useSession.setState({ cannotRenew: true });
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-label="Session" className="px-4 pb-4 md:px-8">
      <Message tone="warning" title={`Your session ends in ${formatDuration(left)}.`}>
        {cannotRenew ? (
          <>
            <p>
              This server cannot renew sessions. Sign in again before <span>{endsAt}</span>, when the session
              ends. Your text is safe.
            </p>
            <div className="mt-2">
              <Button onClick={() => setSigningIn(true)}>Sign in again</Button>
            </div>
          </>
        ) : (
          <div className="mt-2">
            <Button onClick={() => void renew()} disabledReason={busy ? 'Renewing…' : null}>
              {busy ? 'Renewing…' : 'Stay signed in'}
            </Button>
          </div>
        )}
        <p role="status">{renewed && 'Renewed, but the server lets it end this soon.'}</p>
        {error !== null && <ErrorMessage words={explainError(error, 'session')} />}
      </Message>
      {signingIn && (
        <Dialog title="Sign in again" onClose={() => setSigningIn(false)}>
          <SignInForm tenantId={person.tenantId} email={isRedacted(person.email) ? '' : person.email} again />
          <div className="mt-4 border-t border-hairline pt-4">
            <Button onClick={() => setSigningIn(false)}>Cancel</Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
