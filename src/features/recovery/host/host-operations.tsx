import { useState } from 'react';
import { whyNot } from '../../../guardian/why-not';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { CommandOf } from '../../../guardian/host/command-of';
import type { Person } from '../../../stores/session';
import { Button } from '../../../ui/button';
import { ErrorDetails, ErrorMessage } from '../../../ui/error-message';
import { Message } from '../../../ui/message';
import { controlFailure, explainControl } from './control-words';
import { EmergencyScript } from './emergency-script';
import { HostStatus } from './host-status';
import { StopDialog } from './stop-dialog';
import { StopReport } from './stop-report';
import { useHost, type AnsweredStop, type HostControl } from './use-host';

/** The order of escalation for the host's own processes: first the control API, and only then a command on the host. */
export function HostOperations({ person, status }: { person: Person; status: GuardianStatus | null }) {
  const host = useHost();
  const [open, setOpen] = useState(false);
  const [stopped, setStopped] = useState<AnsweredStop | null>(null);
  return (
    <section aria-labelledby="host-operations" className="card mt-5">
      <h2 id="host-operations" className="text-heading font-semibold">
        Host operations
      </h2>
      <p className="mt-1">Start with step 1: it is logged and can be undone. Step 2 is for when it failed.</p>
      <p className="mt-1 text-muted">
        In containers or managed deployments, use the orchestrator (docker, systemd, k8s) instead.
      </p>
      <ol className="mt-4 space-y-6">
        <li>
          <h3 className="text-heading font-medium">Step 1: ask the control API</h3>
          {host.configured ? (
            <AskHost host={host} person={person} onStop={() => setOpen(true)} />
          ) : (
            <p className="mt-1">This server has no control API, as its deployment says.</p>
          )}
          <p className="mt-4">On the host, the helper asks the same. It is logged and not destructive:</p>
          <CommandOf name="stopFrontend" status={status} />
          {stopped && (
            <StopReport
              key={stopped.sent.requestId}
              stop={stopped}
              host={host}
              onClose={() => setStopped(null)}
            />
          )}
        </li>
        <li>
          <h3 className="text-heading font-medium">Step 2: the emergency script, on the host</h3>
          <EmergencyScript failure={host.failure} status={status} />
        </li>
      </ol>
      <p className="mt-4 text-muted">
        For help, contact the on-call operator, or open an issue in the ops tracker.
      </p>
      {open && (
        <StopDialog
          host={host}
          onAnswered={(stop) => {
            setStopped(stop);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

type AskHostProps = { host: HostControl; person: Person; onStop: () => void };

/** The host's status, and the request to stop its frontend. */
function AskHost({ host, person, onStop }: AskHostProps) {
  const { error } = host;
  const { data, isFetching } = host.status;
  const mayNot = whyNot(person.role, 'canRecover', 'request a frontend stop');
  return (
    <>
      <div className="mt-2 flex flex-wrap gap-3 print:hidden">
        <Button onClick={host.read} disabledReason={isFetching ? 'Reading…' : null}>
          {isFetching ? 'Reading…' : 'Read host status'}
        </Button>
        <Button
          tone="caution"
          disabledReason={mayNot}
          describedBy="stop-why"
          onClick={() => {
            host.open();
            onStop();
          }}
        >
          Request frontend stop
        </Button>
      </div>
      <p id="stop-why" className="mt-1 text-muted">
        {mayNot}
      </p>
      {error !== null && <NotRead error={error} shown={host.shown} old={data !== undefined} />}
      {data && <HostStatus status={data.data} askedAt={data.askedAt.wall} />}
    </>
  );
}

function NotRead({ error, shown, old }: { error: unknown; shown: boolean; old: boolean }) {
  const words = explainControl(error, shown);
  const note = old ? 'The host was not read now. The status below is old.' : 'The host was not read.';
  if (controlFailure(error, shown) !== 'absent') return <ErrorMessage words={words} note={note} />;
  // The control API is off by default and missing on many servers. That is worth a note but is no alarm.
  return (
    <Message tone="info" title={words.title}>
      <ErrorDetails words={words} note={old ? note : null} />
    </Message>
  );
}
