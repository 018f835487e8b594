import { CommandOf } from '../../../guardian/host/command-of';
import { CommandBlock } from '../../../ui/command-block';
import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { remoteVerdict, type FoldedProps } from '../verdicts';
import { Fold } from '../../../guardian/fold';
import { remoteSnippets } from '../host-checks/snippets';

/** Stopping this host from a management server (F7 §6): what is configured, and the commands. */
export function RemoteManagement({ status, judged }: Omit<FoldedProps, 'serverTime'>) {
  const { host, remote_management: remote } = status;
  const { snippets, filledIn } = remoteSnippets(host, status);
  const methods = remote?.methods ?? [];
  const off = methods.length > 0 ? 'Off, but methods are named.' : 'Off, which is the default.';
  return (
    <Fold title="Remote management" verdict={judged(remoteVerdict(status, filledIn))}>
      <p className="mt-2">
        <span>{remote ? remote.enabled ? <b>On.</b> : off : 'The Guardian does not say.'}</span>
        {methods.length > 0 && (
          <span>
            {' '}
            Methods: <UserText text={methods.join(', ')} />.
          </span>
        )}
      </p>
      <p className="mt-1 text-muted">
        Each command stops the agents of this host. It needs an administrator, and no setting of the Guardian.
      </p>
      {!filledIn && (
        <Message tone="warning" title="The host’s name cannot safely stand in a command">
          <p>It has none, or one with hidden characters. Put the right name in place of TARGET.</p>
        </Message>
      )}
      {snippets.map(({ method, how, text }) => (
        <div key={method}>
          <h3 className="mt-4 font-medium">{method}</h3>
          <p className="text-muted">{how}</p>
          <CommandBlock text={text} copyLabel={`Copy for ${method}`} />
        </div>
      ))}
      <h3 className="mt-4 font-medium">Telemetry</h3>
      <p className="text-muted">
        None. F7 allows an optional status report to an internal management endpoint: disabled by default,
        local network only, status only, configured by the user. This Guardian has no such report, so there is
        nothing to configure. This console sends nothing to anybody but its own API.
      </p>
      <h3 className="mt-4 font-medium">No WMI</h3>
      <p className="text-muted">
        The Guardian has no WMI interface. A management tool reads its status on the host:
      </p>
      <CommandOf name="statusJson" status={status} />
    </Fold>
  );
}
