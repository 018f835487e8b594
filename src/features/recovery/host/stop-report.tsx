import type { ControlStop } from '../../../api/guardian/recovery-schemas';
import { toneOf, type Finding } from '../../../action/finding';
import { Button } from '../../../ui/button';
import type { MessageTone } from '../../../ui/message';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { UserText } from '../../../ui/user-text';
import { Findings, Report } from '../../../action/report';
import { frontendAfter, type AnsweredStop, type HostControl } from './use-host';

/** The host's answer, compared with the status that is read afterwards (law 2). */
function stopFindings(
  { success, warnings }: ControlStop,
  after: ReturnType<typeof frontendAfter>,
  reading: boolean,
): Finding[] {
  const answer: Finding = success
    ? { tone: 'success', text: 'The host says that it stopped the frontend.' }
    : { tone: 'danger', text: 'The host says that it did NOT stop the frontend.' };
  const read = {
    running: { tone: 'danger', text: 'The frontend is STILL RUNNING.' },
    stopped: {
      tone: success ? 'success' : 'info',
      text: 'Confirmed: the frontend is not running.',
    },
  } as const satisfies Record<string, { tone: MessageTone; text: string }>;
  const unread: Finding = reading
    ? { tone: 'info', text: 'Reading the host to compare…' }
    : { tone: 'warning', text: 'The host could not be read afterwards: not confirmed.' };
  return [
    answer,
    after === null ? unread : read[after],
    ...(warnings?.length ? [{ tone: 'warning', text: `It gave ${warnings.length} warnings.` } as const] : []),
  ];
}

type StopReportProps = { stop: AnsweredStop; host: HostControl; onClose: () => void };

/** The evidence of a stop request that the host answered. */
export function StopReport({ stop, host, onClose }: StopReportProps) {
  const { result, sent } = stop;
  const after = frontendAfter(host.status, sent.settledAt);
  const findings = stopFindings(result, after, host.status.isFetching);
  const pids = result.stopped_pids ?? null;
  return (
    <Report
      name="Result of Request frontend stop"
      tone={toneOf(findings)}
      title={result.success ? 'The host answered: stopped' : 'The host answered: NOT stopped'}
      onClose={onClose}
    >
      <Findings findings={findings} />
      <dl className="mt-2 grid gap-x-4 sm:grid-cols-[auto_1fr]">
        <dt className="text-muted">In its words</dt>
        <dd>
          <RecordedText text={result.message || null} />
        </dd>
        <dt className="text-muted">Stopped processes</dt>
        <dd>{pids === null ? 'not said' : pids.length === 0 ? 'none' : pids.join(', ')}</dd>
        <dt className="text-muted">Ports cleared</dt>
        <dd>{result.ports_cleared ?? 'not said'}</dd>
        <dt className="text-muted">Warnings</dt>
        <dd>
          {result.warnings?.length ? (
            <ul className="list-disc pl-5">
              {[...new Set(result.warnings)].map((warning) => (
                <li key={warning}>
                  <UserText text={warning} />
                </li>
              ))}
            </ul>
          ) : (
            'none'
          )}
        </dd>
        <dt className="text-muted">Host’s own time</dt>
        <dd>
          <RecordedTime timestamp={result.timestamp} />
        </dd>
        <dt className="text-muted">Request id</dt>
        <dd>
          <UserText text={sent.requestId} />
        </dd>
      </dl>
      {after !== 'stopped' && (!result.success || after === 'running') && (
        <p className="mt-2">If asking again does not help, go to step 2.</p>
      )}
      <p className="mt-2">The host keeps its own record in backend/logs/app.log.</p>
      <div className="mt-2 print:hidden">
        <Button onClick={host.read}>Compare again</Button>
      </div>
    </Report>
  );
}
