import type { QueryClient } from '@tanstack/react-query';
import { useSession, type Session } from '../../stores/session';
import { personKey } from '../person';
import { personOf } from './session';

function owner(session: Session): string | null {
  const person = personOf(session);
  return person && personKey(person);
}

/** Removes what one person read before the next one signs in. Returns the function that stops this. */
export function clearBetweenPeople(client: QueryClient): () => void {
  return useSession.subscribe((now, before) => {
    if (owner(now.session) !== owner(before.session)) client.clear();
  });
}
