import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { ModeState } from '../../guardian/mode';
import { useComforts } from '../../stores/comforts';
import type { Person } from '../../stores/session';
import type { SwitchState } from '../../switch/derive-state';
import { Button } from '../../ui/button';
import { ComfortsDialog } from './comforts-dialog';
import { useAlarms } from './use-alarms';
import { useKeys } from './use-keys';
import { useOtherTabs } from './use-other-tabs';
import { usePageChange } from './use-page-change';

export type ComfortsProps = {
  person: Person;
  /** Null for those who may not see the switch. */
  state: SwitchState | null;
  mode: ModeState;
};

/** What makes the console pleasant, and what it works without: keys, notifications, the focus, the news of other tabs. */
export default function Comforts({ person: { tenantId, role }, state, mode }: ComfortsProps) {
  const { keys, notify } = useComforts();
  const [open, setOpen] = useState(false);
  usePageChange();
  useOtherTabs(tenantId);
  useKeys(keys, role, () => setOpen(true));
  useAlarms(notify, state, mode);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Shortcuts and notifications</Button>
      {/* Where the button is may be hidden while the dialog is open. */}
      {open && createPortal(<ComfortsDialog role={role} onClose={() => setOpen(false)} />, document.body)}
    </>
  );
}
