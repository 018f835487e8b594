import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { canSend, type ActionState } from './action-state';

type ActionDialogProps = {
  /** The title of the dialog and the label of the button that sends. */
  name: string;
  tone: 'danger' | 'primary';
  state: ActionState<unknown, unknown>;
  /** Why the action cannot be sent now; null when it can. */
  blocked: string | null;
  /** The consequences, the present state, the outcome, and the fields. */
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
};

/** The dialog of every action. It stays open while a request is under way, and it offers only what can be sent. */
export function ActionDialog({
  name,
  tone,
  state,
  blocked,
  children,
  onConfirm,
  onClose,
}: ActionDialogProps) {
  const sending = state.stage === 'sending';
  const open = sending || canSend(state);
  const waiting = sending ? 'The request is under way.' : null;
  const why = waiting ?? blocked;

  /** Ctrl+Enter or ⌘+Enter is the button that sends, with all that keeps it from being pressed. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (open && why === null && !event.repeat) onConfirm();
  }

  return (
    <Dialog title={name} onClose={sending ? undefined : onClose} onKeyDown={onKeyDown}>
      {children}
      <div className="sheet-foot">
        <div className="flex flex-wrap gap-3">
          {open && (
            <Button
              tone={tone}
              disabledReason={why}
              describedBy="confirm-why"
              // The second click of a double click is not a second request.
              onClick={(event) => event.detail < 2 && onConfirm()}
            >
              {sending ? 'Sending…' : name}
            </Button>
          )}
          <Button disabledReason={waiting} onClick={onClose}>
            {open ? 'Cancel' : 'Close'}
          </Button>
        </div>
        <p id="confirm-why" className="text-meta text-muted not-empty:mt-2">
          {open && why}
        </p>
      </div>
    </Dialog>
  );
}
