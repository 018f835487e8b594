import type { ControlStatus } from '../../../api/guardian/recovery-schemas';
import { Message } from '../../../ui/message';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { Timestamp } from '../../../ui/timestamp';

const running = (on: boolean) => (on ? 'running' : 'not running');
const told = (on: boolean | null | undefined, yes: string, no: string) =>
  on == null ? 'not said' : on ? yes : no;

/** What the control API said about its host, and when it was asked. */
export function HostStatus({ status, askedAt }: { status: ControlStatus; askedAt: number }) {
  return (
    <div className="mt-4">
      {status.taskkill_allowed === true && (
        <Message tone="danger" title="CONTROL_API_ALLOW_TASKKILL is on" alert>
          <p>
            This host’s control API may run taskkill. Turn it off: set CONTROL_API_ALLOW_TASKKILL to 0 and
            restart the backend.
          </p>
        </Message>
      )}
      {status.docker === true && (
        <Message tone="warning" title="This host runs in a container">
          <p>Use the orchestrator (docker, systemd, k8s) to stop it. Do not kill processes on the host.</p>
        </Message>
      )}
      <dl aria-label="Host status" className="mt-4 grid gap-x-4 sm:grid-cols-[auto_1fr]">
        <dt className="text-muted">Backend</dt>
        <dd>{running(status.backend)}</dd>
        <dt className="text-muted">Frontend</dt>
        <dd className="font-medium">
          <span>{running(status.frontend)}</span>
          <span>{status.frontend_port != null && ` on port ${status.frontend_port}`}</span>
        </dd>
        <dt className="text-muted">Database</dt>
        <dd>{told(status.database, 'reachable', 'NOT reachable')}</dd>
        <dt className="text-muted">Container</dt>
        <dd>{told(status.docker, 'yes', 'no')}</dd>
        <dt className="text-muted">taskkill by the control API</dt>
        <dd>{told(status.taskkill_allowed, 'ALLOWED', 'not allowed')}</dd>
        <dt className="text-muted">Running since</dt>
        <dd>
          <RecordedTime timestamp={status.process_start_time} />
        </dd>
        <dt className="text-muted">Host’s own time</dt>
        <dd>
          {status.timestamp ? <RecordedTime timestamp={status.timestamp} /> : <RecordedText text={null} />}
        </dd>
        <dt className="text-muted">Asked</dt>
        <dd>
          <Timestamp ms={askedAt} />
        </dd>
      </dl>
    </div>
  );
}
