import { useMemo } from 'react';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { download } from '../../../lib/download';
import { jsonOf, showJson, TOO_DEEP_TO_SHOW } from '../../../lib/show-json';
import { revealHidden } from '../../../lib/text';
import { announce } from '../../../stores/announcements';
import { Button } from '../../../ui/button';
import { CommandBlock } from '../../../ui/command-block';
import { CopyButton } from '../../../ui/copy-button';
import { Message } from '../../../ui/message';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { approvalFile, approvalFileName, opensslCommands } from './approval-file';
import { Panel } from '../panel';
import { recordFaults } from './record-findings';
import { SignatureVerdict, useVerification } from './signature-verdict';
import type { Verification } from './verify-record';

const terms: Record<string, string> = {
  correlation_id: 'Correlation id',
  plan_class: 'Plan class',
  operator: 'Approved by',
  reason: 'Reason',
  policy_hash: 'Policy hash',
  timestamp: 'Time',
  key_id: 'Key id',
  public_key: 'Public key',
  signature: 'Signature',
};

type ApprovalRecordPanelProps = {
  record: ApprovalRecord;
  /** The record's source text as the server sent it; null when it is not known. */
  source: string | null;
  /** Other problems of the record, e.g. that it differs from the request. */
  problems: readonly string[];
  /** Whether the Guardian says that the control plane has not put the record into the tenant's log yet. */
  unlogged: boolean;
  /** What could not be compared. This is no alarm. */
  note: string | null;
};

/** The signed record of the newest exit from Safe Mode, checked in this browser. */
export function ApprovalRecordPanel({ record, source, unlogged, problems, note }: ApprovalRecordPanelProps) {
  const text = useMemo(() => source ?? jsonOf(record), [source, record]);
  const verification = useVerification(record, text);
  const wrong = [...recordFaults(record), ...problems];
  const { signature: _signature, public_key: _key, ...readable } = record;
  return (
    <Panel title="Approval record">
      <p className="mt-1 text-muted">Of the newest exit from Safe Mode (INV-OPER-6).</p>
      {wrong.length > 0 && (
        <Message tone="danger" title="This record is not what it should be" alert>
          <ul className="list-disc pl-5">
            {wrong.map((words) => (
              <li key={words}>
                <UserText text={words} />
              </li>
            ))}
          </ul>
        </Message>
      )}
      {unlogged && (
        <p className="mt-1 flex items-center gap-2 font-medium text-unknown">
          <StateIcon state="unknown" className="size-4 shrink-0" /> Not yet in the tenant’s log
        </p>
      )}
      {note !== null && <p className="mt-1">{note}</p>}
      <SignatureVerdict record={record} verification={verification} />
      <dl className="mt-3 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
        {Object.keys(terms).map((name) => (
          <Member key={name} name={name} value={record[name]} />
        ))}
        {Object.entries(readable)
          .filter(([name]) => !Object.hasOwn(terms, name))
          .map(([name, value]) => (
            <Member key={name} name={name} value={value} />
          ))}
      </dl>
      <div className="mt-3 flex flex-wrap gap-3 print:hidden">
        <CopyButton label="Copy" text={text ?? TOO_DEEP_TO_SHOW} />
        <Button onClick={() => save(record, text, verification)}>Download</Button>
      </div>
      <OpensslHelp fileName={approvalFileName(record)} />
    </Panel>
  );
}

function save(record: ApprovalRecord, source: string | null, verification: Verification | null) {
  const { name, text } = approvalFile(record, {
    source,
    ...(verification && { covered: verification.covered }),
  });
  download(name, 'application/json', text);
  announce('Approval record downloaded.', 'polite');
}

function Member({ name, value }: { name: string; value: unknown }) {
  return (
    <div className="contents">
      <dt className="wrap-anywhere text-muted">
        {Object.hasOwn(terms, name) ? terms[name] : revealHidden(name)}
      </dt>
      <dd className="min-w-0 wrap-anywhere">
        {name === 'timestamp' && typeof value === 'string' ? (
          <RecordedTime timestamp={value} />
        ) : (
          <RecordedText text={typeof value === 'string' ? value : showJson(value)} />
        )}
      </dd>
    </div>
  );
}

function OpensslHelp({ fileName }: { fileName: string }) {
  return (
    <details className="mt-4">
      <summary className="min-h-11 cursor-pointer py-2 font-medium">
        Verify it with OpenSSL, without this browser
      </summary>
      <p className="mt-1">
        With OpenSSL 3 and a shell (also Git Bash on Windows), in the folder of the downloaded file. The last
        line has to say <code>Signature Verified Successfully</code>; the one before prints the SHA-256 of the
        key. What Guardian signed is <code>payload.json</code>: read that, not the file’s copy.
      </p>
      <CommandBlock text={opensslCommands(fileName)} copyLabel="Copy the OpenSSL commands" />
    </details>
  );
}
