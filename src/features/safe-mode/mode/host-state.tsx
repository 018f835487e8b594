import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { showJson } from '../../../lib/show-json';
import { revealHidden } from '../../../lib/text';
import { Message } from '../../../ui/message';
import { RecordedText } from '../../../ui/recorded';
import { UserText } from '../../../ui/user-text';
import { policyVerdict, type FoldedProps } from '../verdicts';
import { Fold } from '../../../guardian/fold';

/** Far more than any policy has. */
const MOST_SETTINGS = 200;

/** Child processes of the Guardian, and the policy that it enforces. */
export function HostState({ status, judged }: FoldedProps) {
  const { policy } = status;
  return (
    <Fold title="Processes and policy" verdict={judged(policyVerdict(status))}>
      {policy?.intact === false && (
        <Message tone="danger" title="The policy is not intact" alert>
          <p>It is not what was sealed. Reset it on the Recovery page; the Guardian makes a backup first.</p>
        </Message>
      )}
      <dl className="mt-3 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
        <dt className="text-muted">Child processes</dt>
        <dd>
          <ChildProcesses status={status} />
        </dd>
        <dt className="text-muted">Policy integrity</dt>
        <dd>
          {policy ? policy.intact ? 'Intact' : <b className="text-danger">NOT INTACT</b> : 'not reported'}
        </dd>
        <dt className="text-muted">Policy hash</dt>
        <dd className="font-mono text-mono wrap-anywhere">
          <RecordedText text={policy?.hash?.trim() ? policy.hash : null} />
        </dd>
      </dl>
      <Settings settings={policy?.settings ?? null} />
    </Fold>
  );
}

function ChildProcesses({ status: { mode, child_processes: children } }: { status: GuardianStatus }) {
  if (children == null) return <span>not reported</span>;
  const count = String(children);
  if (mode === 'NORMAL') return <span>{count}</span>;
  if (children === 0) return <span>0, as Safe Mode demands</span>;
  return (
    <b className="text-danger">
      <span>{count}</span>, and must be 0 in Safe Mode
    </b>
  );
}

function Settings({ settings }: { settings: Readonly<Record<string, unknown>> | null }) {
  const entries = settings && Object.entries(settings);
  if (!entries) return <p className="mt-2">Policy settings: not reported.</p>;
  if (entries.length === 0) return <p className="mt-2">Policy settings: none are set.</p>;
  return (
    <>
      <h3 className="mt-3 font-medium">Policy settings</h3>
      <dl className="mt-1 grid gap-x-4 gap-y-1 font-mono text-mono sm:grid-cols-[auto_1fr]">
        {entries.slice(0, MOST_SETTINGS).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="wrap-anywhere text-muted">
              <UserText text={name} />
            </dt>
            <dd>
              <bdi className="wrap-anywhere">
                {revealHidden(typeof value === 'string' ? value : showJson(value))}
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
      {entries.length > MOST_SETTINGS && (
        <p className="mt-2 font-medium">
          Only the first <span>{MOST_SETTINGS}</span> of <span>{entries.length}</span> settings are shown.
        </p>
      )}
    </>
  );
}
