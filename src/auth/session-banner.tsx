import { useEffect, useState } from 'react';
import { explainError } from '../api/explain-error';
import type { Instant } from '../lib/clock';
import { formatDuration } from '../lib/time';
import { announce } from '../stores/announcements';
import { useSession, type Lifetime } from '../stores/session';
import { Button } from '../ui/button';
import { ErrorMessage } from '../ui/error-message';
import { Message } from '../ui/message';
import { useNow } from '../ui/use-now';
import { expireSession, renewSession } from './session';

const WARNING_MS = 120_000;

/** Milliseconds left. On the clock that cannot be set: a jump of the device's clock must not end a session. */
function sessionLeft(lifetime: Lifetime, now: Instant): number {
  return lifetime.ms - (now.mono - lifetime.since.mono);
}

export function SessionBanner() {
  const { session } = useSession();
  const now = useNow();
  const lifetime = session.phase === 'active' ? session.lifetime : null;
  const left = lifetime && sessionLeft(lifetime, now);
  const over = left !== null && left <= 0;

  // Effect: the end of a session comes with time, not with anything the person does.
  useEffect(() => {
    if (over) expireSession();
  }, [over]);

  return left !== null && !over && left <= WARNING_MS ? <Warning left={left} /> : null;
}

function Warning({ left }: { left: number }) {
  const [busy, setBusy] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const [error, setError] = useState<unknown>(null);

  // Effect: an announcement is an event outside of what is rendered. Once: the seconds are not read out.
  useEffect(() => announce('Your session ends in 2 minutes. It can be renewed.', 'polite'), []);

  async function renew() {
    setBusy(true);
    setRenewed(false);
    setError(null);
    try {
      await renewSession();
      setRenewed(true);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-label="Session" className="px-4 pb-4">
      <Message tone="warning" title={`Your session ends in ${formatDuration(left)}.`}>
        <div className="mt-2">
          <Button onClick={() => void renew()} disabledReason={busy ? 'Renewing…' : null}>
            {busy ? 'Renewing…' : 'Stay signed in'}
          </Button>
        </div>
        <p role="status">{renewed && 'It was renewed, but the server lets it end this soon.'}</p>
        {error !== null && <ErrorMessage words={explainError(error, 'session')} />}
      </Message>
    </section>
  );
}
