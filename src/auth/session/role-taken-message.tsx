import { useState } from 'react';
import { useSession } from '../../stores/session';
import { Button } from '../../ui/button';
import { Message } from '../../ui/message';
import { UserText } from '../../ui/user-text';
import { can } from '../capabilities';
import { askRole } from './role-taken';

/** Says why the lever is no longer on the page: the server has refused it to the person's role. */
export default function RoleTakenMessage() {
  const { session, takenRole } = useSession();
  const [busy, setBusy] = useState(false);
  if (takenRole === null || session.phase !== 'active' || can(session.person.role, 'canViewKillSwitch'))
    return null;

  async function ask() {
    setBusy(true);
    await askRole();
    setBusy(false);
  }

  return (
    <section aria-label="Role" className="px-4 pb-4 md:px-8">
      <Message tone="warning" title="The server no longer shows you the kill switch" alert>
        <p>
          It was offered to you as{' '}
          <b>
            <UserText text={takenRole} />
          </b>
          , and the server now refuses it to your role. Your text is safe. If you need it, ask an
          administrator of your tenant.
        </p>
        <div className="mt-2">
          <Button onClick={() => void ask()} disabledReason={busy ? 'Asking…' : null}>
            {busy ? 'Asking…' : 'Ask again'}
          </Button>
        </div>
      </Message>
    </section>
  );
}
