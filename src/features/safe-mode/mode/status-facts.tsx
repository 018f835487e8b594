import type { ReactNode } from 'react';
import type { GuardianMode, GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Aged } from '../../../api/http/reading';
import { formatDuration, parseTimestamp } from '../../../lib/time';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { UserText } from '../../../ui/user-text';
import { conditionNames, lookUp } from '../known-codes';

type StatusFactsProps = {
  status: GuardianStatus;
  /** The answer that contained the status, while it is current. */
  current: Aged<GuardianStatus> | null;
};

const blank = (text: string | null | undefined) => (text?.trim() ? text : null);

/** The start of the mode, the host, what runs there, and the cause. */
export function StatusFacts({ status, current }: StatusFactsProps) {
  const { host, since, guardian_version: guardian, core_version: core, core_state: state, profile } = status;
  const lasting = current && lastingMs(status, current);
  return (
    <>
      {current === null && <p className="mt-2 font-medium">As last read:</p>}
      <dl className="mt-2 grid gap-x-4 gap-y-0.5 sm:grid-cols-[auto_1fr] lg:grid-cols-[auto_1fr_auto_1fr]">
        <Fact term="Since">
          <RecordedTime timestamp={blank(since)} />{' '}
          {/* A line of its own: it changes every second, and what is below must not move. */}
          <span className="block">{lasting !== null && `for ${formatDuration(lasting)}`}</span>
        </Fact>
        <Fact term="Host">
          <RecordedText text={blank(host)} />
        </Fact>
        <Fact term="Why">
          <Why status={status} />
        </Fact>
        <Fact term="Core">
          <RecordedText text={blank(state)} />, version <RecordedText text={blank(core)} />
        </Fact>
        <Fact term="Guardian">
          version <RecordedText text={blank(guardian)} />
        </Fact>
        <Fact term="Profile">
          <RecordedText text={blank(profile)} />
        </Fact>
      </dl>
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0 max-sm:mb-1">{children}</dd>
    </div>
  );
}

function Why({ status: { mode, entry_conditions: conditions } }: { status: GuardianStatus }) {
  if (!conditions) return <RecordedText text={null} />;
  const active = [...new Set(conditions.filter((item) => item.active).map(({ code }) => code))];
  if (active.length > 0) {
    return (
      <ul>
        {active.map((code) => (
          <li key={code}>
            <UserText text={lookUp(conditionNames, code) ?? code} />
          </li>
        ))}
      </ul>
    );
  }
  return <span>{`No entry condition is active${meanings[mode]}.`}</span>;
}

/** The meaning when no entry condition is active. */
const meanings: Record<GuardianMode, string> = {
  NORMAL: '',
  SAFE: ': an operator entered it. The event log has the reason',
  OPERATOR_OVERRIDE: ' any more: the KILL file is gone, and the kill waits to be acknowledged',
};

/** `Date` has whole seconds: a mode that has just begun may be so much newer than it. */
const WHOLE_SECOND_MS = 999;

/** How long the mode has lasted, by the server's clock, ms; null when the times do not show it. */
function lastingMs({ since }: GuardianStatus, { answer, ageMs }: Aged<GuardianStatus>): number | null {
  const began = parseTimestamp(since);
  if (began === null || answer.serverTime === null) return null;
  const ms = answer.serverTime + ageMs - began;
  return ms < -WHOLE_SECOND_MS ? null : Math.max(0, ms);
}
