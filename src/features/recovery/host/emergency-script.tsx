import { useState } from 'react';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { CommandOf } from '../../../guardian/host/command-of';
import { Button } from '../../../ui/button';
import { Message } from '../../../ui/message';
import type { ControlFailure } from './control-words';

const reasons: Record<Exclude<ControlFailure, 'not-asked'>, string> = {
  absent: 'This server has no control API.',
  token: 'The control API refused the admin token. Try the right one before you go on.',
  unreachable: 'The control API could not be reached.',
  refused: 'The control API refused.',
  'not-stopped': 'The control API did not stop the frontend.',
};

type EmergencyScriptProps = { failure: ControlFailure | null; status: GuardianStatus | null };

/**
 * The last resort: a command to run on the host itself, because this console never kills by HTTP. It is locked
 * until the control API failed: as read here, or on the host, which only the operator can know.
 */
export function EmergencyScript({ failure, status }: EmergencyScriptProps) {
  const [revealed, setRevealed] = useState(false);
  const reason = failure === null || failure === 'not-asked' ? null : reasons[failure];
  return (
    <>
      <p className="mt-1">{reason ?? 'Locked until step 1 has failed. First try the control API, step 1.'}</p>
      {reason === null && (
        <div className="mt-2 print:hidden">
          <Button expanded={revealed} onClick={() => setRevealed(!revealed)}>
            The helper failed on the host
          </Button>
        </div>
      )}
      {(reason !== null || revealed) && (
        <>
          <Message tone="danger" title="Intentionally destructive">
            <ul className="mt-1 list-disc pl-5">
              <li>Run it locally, on the host itself.</li>
              <li>It asks for confirmation and is meant for a person: never from automation or CI.</li>
              <li>Make sure of your backups, and of what stopping does to running services.</li>
              <li>In containers use the orchestrator instead (docker, systemd, k8s).</li>
            </ul>
          </Message>
          <CommandOf name="killFrontend" status={status} />
        </>
      )}
    </>
  );
}
