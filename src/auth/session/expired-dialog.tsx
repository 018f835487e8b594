import type { ComponentType } from 'react';
import { isRedacted } from '../../lib/text';
import { useSession } from '../../stores/session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { leaveSession } from './session';
import { SignInForm } from '../sign-in/sign-in-form';

/** Asks for the password over the page. The page keeps everything that was typed into it. */
export function ExpiredDialog({ Outage }: { Outage: ComponentType<{ tenantId: string }> }) {
  const { session } = useSession();
  if (session.phase !== 'expired') return null;
  const { tenantId, email } = session.person;
  return (
    <Dialog title="Your session has ended">
      <p className="mt-2">
        <span>{session.notice}</span> Sign in to continue. Your text is safe; nothing will be sent.
      </p>
      <SignInForm tenantId={tenantId} email={isRedacted(email) ? '' : email} again Outage={Outage} />
      <div className="mt-4 border-t border-hairline pt-4">
        <Button onClick={leaveSession}>Sign in as someone else</Button>
      </div>
    </Dialog>
  );
}
