import { useRef, useState } from 'react';
import { ActionDialog } from '../../../action/action-dialog';
import { TextField } from '../../../ui/field';
import { textIn } from '../../../ui/use-field-text';
import { checkToken } from './control-words';
import { StopOutcome } from './stop-outcome';
import type { AnsweredStop, HostControl } from './use-host';

type StopDialogProps = { host: HostControl; onAnswered: (stop: AnsweredStop) => void; onClose: () => void };

/** Asks the host to stop its frontend. The admin token exists only here, for one request. */
export function StopDialog({ host, onAnswered, onClose }: StopDialogProps) {
  const [token, setToken] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { action } = host;
  const done = 'effect' in action && action.effect === 'took-effect';

  async function confirm() {
    const check = checkToken(host.shown ? textIn(field, token) : '');
    setProblem(check.ok ? null : check.problem);
    if (!check.ok) return;
    setToken('');
    const answered = await host.stop(check.token);
    if (answered) onAnswered(answered);
  }

  return (
    <ActionDialog
      name="Request frontend stop"
      tone="danger"
      state={action}
      blocked={null}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p className="mt-2">
        The control API on the host ends the frontend’s processes and frees its port. Users are cut off until
        someone restarts it on the host.
      </p>
      <p className="mt-2 text-muted">
        The host logs the caller’s address and whether an admin token was sent.
      </p>
      <StopOutcome host={host} />
      {!done && !host.shown && (
        <p className="mt-4 font-medium">
          This server has not proved to be the host’s control API, so no admin token is asked for or sent.
        </p>
      )}
      {!done && host.shown && (
        <TextField
          label="Admin token"
          name="host-token"
          type="password"
          autoComplete="off"
          hint="Only if the host asks for one. Sent once, kept nowhere: type it again to retry."
          value={token}
          error={problem}
          readOnly={action.stage === 'sending'}
          initialFocus
          inputRef={field}
          onChange={setToken}
        />
      )}
    </ActionDialog>
  );
}
