import { isMe, type Me } from '../api/audit/toggle-rows';
import { isRedacted } from '../lib/text';

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whose name the Guardian recorded. `untold`: no name, a redacted one, or one that cannot be compared because the signed-in
 * person's own id or email is not known.
 */
export function matchName(name: string | null | undefined, me: Me): 'mine' | 'foreign' | 'untold' {
  if (!name?.trim() || isRedacted(name)) return 'untold';
  if (isMe(name, me)) return 'mine';
  const own = ID.test(name) ? me.id : me.email;
  return own === null || isRedacted(own) ? 'untold' : 'foreign';
}

/** Whether the name certainly belongs to another person. A bare name may be that of a service, such as the Guardian itself. */
export function isSomebodyElse(name: string | null | undefined, me: Me): boolean {
  return !!name && (name.includes('@') || ID.test(name)) && matchName(name, me) === 'foreign';
}
