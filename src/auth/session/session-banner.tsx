import { Suspense, useEffect } from 'react';
import type { Instant } from '../../lib/clock';
import { optional } from '../../lib/optional';
import { useSession, type Lifetime } from '../../stores/session';
import { useNow } from '../../ui/use-now';
import { expireSession } from './session';
import { useRole } from './use-role';

// Without them, the page still says that the person has no access, and asks for the password when the session has ended.
const RoleTakenMessage = optional(() => import('./role-taken-message'));
const SessionWarning = optional(() => import('./session-warning'));

/** The code of the warning is asked for this long before the end, so that it is there in time. */
const SOON_MS = 300_000;

/** Milliseconds left, by the monotonic clock: setting the device's clock must not end a session. */
function sessionLeft(lifetime: Lifetime, now: Instant): number {
  return lifetime.ms - (now.mono - lifetime.since.mono);
}

/** What the person has to know about their own session, on every page. */
export function SessionBanner() {
  useRole();
  const { takenRole } = useSession();
  return (
    <>
      <SessionEnd />
      {takenRole !== null && (
        <Suspense fallback={null}>
          <RoleTakenMessage />
        </Suspense>
      )}
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

  return session.phase === 'active' && left !== null && !over && left <= SOON_MS ? (
    <Suspense fallback={null}>
      <SessionWarning left={left} endsAt={now.wall + left} person={session.person} />
    </Suspense>
  ) : null;
}
