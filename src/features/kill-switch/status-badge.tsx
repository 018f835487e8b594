import { explainError } from '../../api/explain-error';
import { isMe, type Me } from '../../api/toggle-rows';
import type { Instant } from '../../lib/clock';
import { formatDuration } from '../../lib/time';
import { RecordedOperator, RecordedText, RecordedTime } from '../../ui/recorded';
import { StateIcon } from '../../ui/state-icon';
import { UnknownWhy } from '../../ui/unknown-why';
import type { StatusAnswer, SwitchState } from './derive-state';
import { timeSince, type LatestToggle } from './latest-toggle';

const CLOCK_NOTICE_MS = 120_000;

const looks: Record<SwitchState['kind'], string> = {
  checking: 'border-line bg-surface text-ink',
  disengaged: 'border-clear bg-clear-soft text-clear',
  engaged: 'border-danger bg-danger-soft text-engaged',
  unknown: 'border-unknown border-dashed hatched text-unknown',
};

type StatusBadgeProps = { state: SwitchState; latest: LatestToggle | null; me: Me; now: Instant };

export function StatusBadge({ state, latest, me, now }: StatusBadgeProps) {
  return (
    <div className={`mt-4 flex gap-4 rounded-lg border-4 p-4 sm:p-6 ${looks[state.kind]}`}>
      <StateIcon state={state.kind} className="size-8 shrink-0 sm:size-16" />
      {/* Not live: its age changes every second. Changes of state are announced by the shell, once. */}
      <div role="status" aria-live="off" aria-label="Kill switch status" className="min-w-0 flex-1">
        <StateWords state={state} latest={latest} me={me} now={now} />
      </div>
    </div>
  );
}

function StateWords({ state, latest, me, now }: StatusBadgeProps) {
  const headline = 'text-xl font-bold sm:text-3xl';
  switch (state.kind) {
    case 'checking':
      return <p className={headline}>Checking…</p>;
    case 'disengaged':
      return (
        <>
          <p className={headline}>Disengaged</p>
          <p className="text-ink">The kill switch lets the agents of this tenant run.</p>
          <ClockNotice answer={state.answer} />
        </>
      );
    case 'engaged':
      return (
        <>
          <p className={headline}>
            Engaged
            {latest?.timestamp != null && (
              <>
                {' '}
                at <RecordedTime timestamp={latest.timestamp} />
              </>
            )}
            {latest && latest.source !== 'nowhere' && (
              <>
                {' '}
                by <RecordedOperator operator={latest.by} you={isMe(latest.by, me)} />
              </>
            )}
          </p>
          <div className="text-ink">
            <p>
              Reason: <RecordedText text={latest?.reason ?? null} />
            </p>
            <EngagedFor latest={latest} answer={state.answer} now={now} />
            <ClockNotice answer={state.answer} />
          </div>
        </>
      );
    case 'unknown':
      return (
        <>
          <p className={headline}>
            Unknown —{' '}
            {state.last
              ? `last confirmed ${state.last.answer.data.status === 'engaged' ? 'Engaged' : 'Disengaged'} ${formatDuration(state.last.ageMs)} ago`
              : 'never confirmed'}
          </p>
          <div className="text-ink">
            <UnknownWhy
              stale={state.cause === 'stale'}
              words={state.error === null ? null : explainError(state.error, 'status')}
            />
          </div>
        </>
      );
  }
}

function EngagedFor({
  latest,
  answer,
  now,
}: {
  latest: LatestToggle | null;
  answer: StatusAnswer;
  now: Instant;
}) {
  if (latest === null || latest.source === 'nowhere') {
    return <p>When and by whom is not yet in the audit log, and the status does not say.</p>;
  }
  const source =
    latest.source === 'audit' && 'Time and operator are from the audit log; the status does not say.';
  const ms = timeSince(latest, answer, now);
  if (ms === null)
    return (
      <p>
        {latest.timestamp ? 'For how long is not known. ' : 'The time is not recorded. '}
        {source}
      </p>
    );
  return (
    <p>
      {ms < -CLOCK_NOTICE_MS ? 'The recorded time lies in the future. ' : `for ${formatDuration(ms)}. `}
      {source}
    </p>
  );
}

function ClockNotice({ answer }: { answer: StatusAnswer }) {
  const ahead = answer.serverTime === null ? 0 : answer.askedAt.wall - answer.serverTime;
  if (Math.abs(ahead) < CLOCK_NOTICE_MS) return null;
  return (
    <p>
      This device’s clock is {formatDuration(Math.abs(ahead))} {ahead > 0 ? 'ahead of' : 'behind'} the
      server’s. Times shown here are the server’s.
    </p>
  );
}
