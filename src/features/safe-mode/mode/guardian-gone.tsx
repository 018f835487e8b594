import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { can } from '../../../auth/capabilities';
import type { ModeState } from '../../../guardian/mode';
import { rememberGuardian, saysNone } from '../../../guardian/presence';
import type { Person } from '../../../stores/session';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';

const NAME = 'There is no Guardian any more';

/**
 * Shown when a Guardian answered before, and the server now says that there is none. The alarm stays until a person ends it.
 */
export function GuardianGone({ state, person }: { state: ModeState; person: Person }) {
  const [open, setOpen] = useState(false);
  if (state.kind !== 'unknown' || !saysNone(state.error)) return null;
  return (
    <div className="mt-4 print:hidden">
      <p>
        A Guardian answered here before. Now the server says that there is none. This stays an alarm until
        someone says that it was removed.
      </p>
      {can(person.role, 'canRecover') ? (
        <div className="mt-2">
          <Button onClick={() => setOpen(true)}>{NAME}</Button>
        </div>
      ) : (
        <p className="mt-1 text-muted">Only ADMIN may say that.</p>
      )}
      {open && <GoneDialog tenantId={person.tenantId} onClose={() => setOpen(false)} />}
    </div>
  );
}

function GoneDialog({ tenantId, onClose }: { tenantId: string; onClose: () => void }) {
  const client = useQueryClient();
  function confirm() {
    rememberGuardian(tenantId, 'none');
    // The cached answers are also forgotten, and the server is asked once more.
    void client.resetQueries({ queryKey: ['guardian', tenantId] });
    onClose();
  }
  return (
    <Dialog title={NAME} onClose={onClose}>
      <p className="mt-2">
        Say this only if the Guardian of this tenant was removed on purpose. A Guardian that was killed, or
        that cannot be reached, looks the same from here.
      </p>
      <p className="mt-2">
        The banner and the alarm then end in this browser, until a Guardian answers again. Nothing is sent,
        and nothing changes on any host.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button tone="danger" onClick={confirm}>
          {NAME}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
