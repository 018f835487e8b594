import type { GuardianEvent } from '../api/guardian/recovery-schemas';
import { personOf } from '../auth/session/session';
import { useFirstKnown } from '../lib/take-in';
import { useSession } from '../stores/session';
import { askedSince } from '../api/http/asked-since';
import { ownEvent, type SentAction } from './events';
import { useEvents } from './use-events';

/** The event of this action, once it was read. It stays found when newer events push it out of the newest part of the log. */
export function useOwnEvent(sent: SentAction): GuardianEvent | null {
  const me = personOf(useSession().session);
  const { data } = useEvents();
  const fresh = data && askedSince(data, sent.settledAt) ? data.data.items : null;
  return useFirstKnown(me && fresh && ownEvent(sent, me, fresh));
}
