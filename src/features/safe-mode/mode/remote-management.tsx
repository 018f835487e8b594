import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { CommandBlock } from '../../../ui/command-block';
import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { Panel } from '../panel';
import { remoteSnippets } from '../host-checks/snippets';

/** Stopping this host from a management server (F7 §6): what is configured, and the commands. */
export function RemoteManagement({
  status: { host, remote_management: remote },
}: {
  status: GuardianStatus;
}) {
  const { snippets, filledIn } = remoteSnippets(host);
  const methods = remote?.methods ?? [];
  const off = methods.length > 0 ? 'Off, and methods are named all the same.' : 'Off, which is the default.';
  return (
    <Panel title="Remote management">
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
        These commands use Windows itself to trip a kill mechanism; they need an administrator, and no
        Guardian setting. Each takes this host’s agents down.
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
    </Panel>
  );
}
