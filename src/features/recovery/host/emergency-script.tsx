import { useState } from 'react';
import { Button } from '../../../ui/button';
import { CommandBlock } from '../../../ui/command-block';
import { Message } from '../../../ui/message';
import type { ControlFailure } from './control-words';

const COMMAND = '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm';

const reasons: Record<Exclude<ControlFailure, 'not-asked'>, string> = {
  absent: 'This server has no control API.',
  token: 'The control API refused the admin token. Try the right one before you go on.',
  unreachable: 'The control API could not be reached.',
  refused: 'The control API refused.',
  'not-stopped': 'The control API did not stop the frontend.',
};

/**
 * The last resort: a command to run on the host itself, because this console never kills by HTTP. It is shown after the
 * control API failed, or when the operator says that the control API cannot help, since this page may be in another network
 * than the host.
 */
export function EmergencyScript({ failure }: { failure: ControlFailure | null }) {
  const [revealed, setRevealed] = useState(false);
  const reason = failure === null || failure === 'not-asked' ? null : reasons[failure];
  return (
    <>
      <p className="mt-1">
        {reason ?? 'First try the control API, step 1: it is logged and not destructive.'}
      </p>
      {reason === null && (
        <div className="mt-2 print:hidden">
          <Button expanded={revealed} onClick={() => setRevealed(!revealed)}>
            The control API cannot help
          </Button>
        </div>
      )}
      {(reason !== null || revealed) && (
        <>
          <Message tone="danger" title="Intentionally destructive">
            <ul className="mt-1 list-disc pl-5">
              <li>Run it locally, on the host itself, in PowerShell.</li>
              <li>It asks for confirmation and is meant for a person: never from automation or CI.</li>
              <li>Make sure of your backups, and of what stopping does to running services.</li>
              <li>In containers use the orchestrator instead (docker, systemd, k8s).</li>
            </ul>
          </Message>
          <CommandBlock text={COMMAND} copyLabel="Copy the emergency command" />
        </>
      )}
    </>
  );
}
