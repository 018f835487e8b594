import { rolesWith, type Capability } from '../auth/capabilities';
import type { Person } from '../stores/session';
import { UserText } from '../ui/user-text';

/** What a person sees in place of a page that their role may not open. */
export function NoAccess({ needs, person }: { needs: Capability; person: Person }) {
  return (
    <>
      <h1 className="text-title font-semibold">No access</h1>
      <p className="mt-4">
        This page is for{' '}
        <span>
          {rolesWith(needs)
            .join(', ')
            .replace(/, (?=[^,]*$)/, ' and ')}
        </span>
        . You are signed in as{' '}
        <b>
          <UserText text={person.role} />
        </b>
        .
      </p>
      <p className="mt-2">
        If you need it, ask an administrator of your tenant for one of these roles, then sign in again.
      </p>
    </>
  );
}
