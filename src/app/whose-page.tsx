import { rolesWith, type Capability } from '../auth/capabilities';
import { UserText } from '../ui/user-text';
import { contact } from './contact';

type WhosePageProps = {
  needs: Capability;
  role: string;
  /** Set when the person was led to another page: then only the missed one is named. */
  missed?: string;
};

/** Says which roles have a page, which role the person has, and whom to ask. */
export default function WhosePage({ needs, role, missed }: WhosePageProps) {
  const roles = rolesWith(needs)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
  return (
    <>
      <p className="mt-4">
        <span>{`${missed ?? 'This page'} is for ${roles}. You are signed in as `}</span>
        <b>
          <UserText text={role} />
        </b>
        .
      </p>
      {missed === undefined && <WhomToAsk />}
    </>
  );
}

/** An administrator, and the contact that the deployment names. */
function WhomToAsk() {
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
