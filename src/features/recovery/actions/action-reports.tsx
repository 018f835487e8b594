import type { CoreRollback, PolicyReset } from '../../../api/guardian/recovery-schemas';
import { Evidence } from '../../../guardian/evidence';
import { useReadBack } from '../../../guardian/use-read-back';
import type { Done } from '../../../guardian/use-send-to-guardian';
import { useOwnEvent } from '../../../guardian/use-own-event';
import { RecordedText } from '../../../ui/recorded';
import { UserText } from '../../../ui/user-text';
import { resetFindings, rollbackFindings } from './findings';
import { compareDefaults, otherSettings } from './policy-defaults';
import { toneOf } from '../../../action/finding';
import { Findings, Report } from '../../../action/report';
import { ResetSteps } from './reset-steps-list';
import { useLogReading, useRestart } from './use-reset-log';

type ReportOf<T> = { done: Done<T>; onClose: () => void };

export function RollbackReport({ done: { result, sent }, onClose }: ReportOf<CoreRollback>) {
  const { findings } = useReadBack(sent, (read) => rollbackFindings(result, read));
  return (
    <Report
      name="Result of Roll back Core"
      tone={toneOf(findings)}
      title="Accepted: roll back Core."
      onClose={onClose}
    >
      <p>
        Core <UserText text={result.from_version} /> → <UserText text={result.to_version} />, as the server
        says.
      </p>
      <Findings findings={findings} />
      <Evidence sent={sent} />
    </Report>
  );
}

export function ResetReport({ done: { result, sent }, onClose }: ReportOf<PolicyReset>) {
  const { read, findings } = useReadBack(sent, (after) => resetFindings(result, after));
  const event = useOwnEvent(sent);
  const restarted = useRestart(event);
  const log = useLogReading(sent);
  const others = otherSettings(result.settings);
  return (
    <Report
      name="Result of Reset policy"
      tone={toneOf(findings)}
      title="Accepted: reset the policy."
      onClose={onClose}
    >
      <Findings findings={findings} />
      <ResetSteps evidence={{ phase: 'answered', result, event, log, restarted, status: read.status }} />
      <dl className="mt-2 grid gap-x-4 sm:grid-cols-[auto_1fr]">
        <dt className="text-muted">Backup file</dt>
        <dd>
          <RecordedText text={result.backup_file || null} />
        </dd>
        <dt className="text-muted">Policy hash before</dt>
        <dd>
          <RecordedText text={result.policy_hash_before} />
        </dd>
        <dt className="text-muted">Policy hash after</dt>
        <dd>
          <RecordedText text={result.policy_hash_after} />
          <span>
            {result.policy_hash_before === result.policy_hash_after &&
              ' (the same: nothing had been changed)'}
          </span>
        </dd>
      </dl>
      <SettingsTable settings={result.settings} />
      {others.length > 0 && (
        <p>
          Other settings, for which no default is documented:{' '}
          <UserText text={others.map(({ name, found }) => `${name}: ${found}`).join(', ')} />
        </p>
      )}
      <Evidence sent={sent} />
    </Report>
  );
}

const verdictWords = {
  same: 'as it should be',
  different: 'DIFFERENT',
  missing: 'MISSING',
  redacted: 'redacted by the server',
} as const;

const cell = 'cell cards:block cards:py-1';

function SettingsTable({ settings }: { settings: PolicyReset['settings'] }) {
  return (
    <table
      aria-label="Policy settings"
      className="my-2 w-full border-collapse bg-surface text-left cards:block"
    >
      <thead className="cards:sr-only">
        <tr>
          {['Setting', 'Factory default', 'After the reset'].map((name) => (
            <th key={name} scope="col" className="border-b border-hairline cell">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="cards:block">
        {compareDefaults(settings).map(({ name, wanted, found, verdict }) => (
          <tr key={name} className="border-b border-hairline cards:block cards:py-2">
            <th scope="row" className={`${cell} font-mono text-mono`}>
              {name}
            </th>
            <td className={cell}>
              <span className="text-muted md:hidden">Default: </span>
              <span>{wanted}</span>
            </td>
            <td className={`${cell} ${verdict === 'same' ? '' : 'font-medium text-danger'}`}>
              <UserText text={found} /> (<span>{verdictWords[verdict]}</span>)
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
