import { create } from 'zustand';
import type { ModeState } from '../../guardian/mode';
import { resettable } from '../../lib/resettable';
import { useComforts } from '../../stores/comforts';
import type { Person } from '../../stores/session';
import type { SwitchState } from '../../switch/derive-state';
import { Button } from '../../ui/button';
import { ComfortsDialog } from './comforts-dialog';
import { useAlarms } from './use-alarms';
import { useKeys } from './use-keys';
import { useOtherTabs } from './use-other-tabs';
import { usePageChange } from './use-page-change';

type ComfortsProps = {
  person: Person;
  /** Null for those who may not see the switch. */
  state: SwitchState | null;
  mode: ModeState;
};

/** The dialog is opened by a button in a menu, which closes then, and by a key. */
const useList = resettable(create(() => ({ open: false })));
const show = (open: boolean) => useList.setState({ open });

/** What makes the console pleasant, and what it works without: keys, notifications, the focus, the news of other tabs. */
export function Comforts({ person: { tenantId, role }, state, mode }: ComfortsProps) {
  const { keys, notify } = useComforts();
  const { open } = useList();
  usePageChange();
  useOtherTabs(tenantId);
  useKeys(keys, role, () => show(true));
  useAlarms(notify, state, mode);
  return open && <ComfortsDialog role={role} onClose={() => show(false)} />;
}

export function ComfortsButton() {
  return (
    <Button
      onClick={({ currentTarget }) => {
        // The menu gives the focus back to its own button, where the dialog then returns it.
        currentTarget.closest<HTMLElement>('[popover]')?.hidePopover?.();
        show(true);
      }}
    >
      Shortcuts and notifications
    </Button>
  );
}
