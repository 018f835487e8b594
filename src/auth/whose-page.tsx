import { contact } from '../api/http/deployment';
import { UserText } from '../ui/user-text';
import { rolesWith, type Capability } from './capabilities';

/** Says which roles have a page, and which role the person has. */
export function WhosePage({
  page = 'This page',
  needs,
  role,
}: {
  page?: string;
  needs: Capability;
  role: string;
}) {
  const roles = rolesWith(needs)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
  return (
    <p className="mt-4">
      <span>{`${page} is for ${roles}. You are signed in as `}</span>
      <b>
        <UserText text={role} />
      </b>
      .
    </p>
  );
}

/** Whom to ask for another role: an administrator, and the contact that the deployment names. */
export function WhomToAsk() {
  const whom = contact();
  return (
    <p className="mt-2">
      <span>To get access, ask an administrator of your tenant, then sign in again.</span>
      {whom && (
        <span>
          {' '}
          Contact: <a href={whom.href}>{whom.text}</a>
        </span>
      )}
    </p>
  );
}
