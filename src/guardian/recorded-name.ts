import { isMe, type Me } from '../api/audit/toggle-rows';
import { isRedacted } from '../lib/text';

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whose name the Guardian recorded. `untold`: none, a redacted one, or an id while one's own is not known. */
export function matchName(name: string | null | undefined, me: Me): 'mine' | 'foreign' | 'untold' {
  if (!name?.trim() || isRedacted(name)) return 'untold';
  if (isMe(name, me)) return 'mine';
  const own = ID.test(name) ? me.id : me.email;
  return own === null || isRedacted(own) ? 'untold' : 'foreign';
}

/** Whether another person is named for certain: a bare name may be a service's, such as the Guardian's own. */
export function isSomebodyElse(name: string | null | undefined, me: Me): boolean {
  return !!name && (name.includes('@') || ID.test(name)) && matchName(name, me) === 'foreign';
}
