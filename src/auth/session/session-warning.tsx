import { useEffect, useState } from 'react';
import { isApiError } from '../../api/errors/api-error';
import { explainError } from '../../api/errors/explain-error';
import { refusalCause } from '../../api/errors/refusal-cause';
import { isRedacted } from '../../lib/text';
import { formatDuration } from '../../lib/time';
import { announce } from '../../stores/announcements';
import { useSession, type Person } from '../../stores/session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorMessage } from '../../ui/error-message';
import { Message } from '../../ui/message';
import { SignInForm } from '../sign-in/sign-in-form';
import { renewSession } from './session';

const WARNING_MS = 120_000;

/** Whether the server refuses to renew any session: it has no rule or no such route. A failure may pass; this will not. */
function neverRenews(error: unknown): boolean {
  const never = [403, 404, 405, 501];
  return isApiError(error) && never.includes(error.status ?? 0) && refusalCause(error) !== 'service-down';
}

/** In the person's own time zone: `14:35`. */
function timeOfDay(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

type SessionWarningProps = {
  left: number;
  /** Ms since the epoch. */
  endsAt: number;
  person: Person;
};

/** Warns that the session is about to end, and offers to renew it. It is there a while before it is shown. */
export default function SessionWarning({ left, endsAt, person }: SessionWarningProps) {
  return left <= WARNING_MS ? <Warning left={left} endsAt={timeOfDay(endsAt)} person={person} /> : null;
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
