import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import type { AuditRow } from '../../../api/schemas';
import { elapsedMs } from '../../../lib/clock';
import { useGuardian } from '../../../guardian/use-guardian';
import { paths } from '../../../lib/paths';
import { shortId } from '../../../lib/short-id';
import { useFirstKnown, useTakeIn } from '../../../lib/take-in';
import { parseTimestamp } from '../../../lib/time';
import { announce } from '../../../stores/announcements';
import type { Person } from '../../../stores/session';
import {
  AUDIT_PATIENCE_MS,
  ownRow,
  rowFindings,
  stateFinding,
  type SentToggle,
} from '../../../switch/read-back';
import { useToggles } from '../../../switch/toggle-context';
import { effectOfToggle } from '../../../switch/toggle-evidence';
import { reduceReport, sentOf, type WatchedToggle } from '../../../switch/toggles';
import { useSwitchState, useToggleHistory } from '../../../switch/use-kill-switch';
import { CopyButton } from '../../../ui/copy-button';
import type { MessageTone } from '../../../ui/message';
import { useNow } from '../../../ui/use-now';
import { UserText } from '../../../ui/user-text';
import { effectFindings, gatewaysFinding, hasGateways } from '../effect/effect-words';
import { GatewaysRow } from '../effect/gateways-row';
import { useSwitchEffect } from '../effect/use-switch-effect';
import { heldText } from '../state/agents-now';
import { GatewayRow, PROPAGATION_MS } from './gateway-row';
import { incidentText } from './incident-text';
import { ProofRow } from './proof-row';

/** How long a toggle is polled quickly for its effect and its audit row. */
const WATCH_MS = 3 * AUDIT_PATIENCE_MS;

const tones: Record<SentToggle['answer'], MessageTone> = {
  accepted: 'success',
  lost: 'warning',
  refused: 'warning',
};

type ProofProps = {
  report: WatchedToggle;
  title: string;
  person: Person;
  /** What the audit log says is announced, too: the toggle was sent just now. */
  spoken: boolean;
};

/** What was read back after a toggle: each row says what it confirms, or that it does not (law 2). */
export function Proof({ report: stored, title, person, spoken }: ProofProps) {
  const { dispatch } = useToggles();
  const now = useNow();
  const [storedRow, storeRow] = useState<AuditRow | null>(null);
  const sent = sentOf(stored);
  const complete = stored.effect === 'took-effect' && storedRow !== null;
  const quick = !complete && elapsedMs(sent.settledAt, now) < WATCH_MS;
  const { state } = useSwitchState({ quick });
  const { rows, failures } = useToggleHistory({ quick });

  const read = { type: 'read-for-report', effect: effectOfToggle(sent.action, sent, state) } as const;
  const { effect } = useTakeIn(stored, reduceReport(stored, read), () => dispatch(read));
  // Only the request id is proof. Until a row with it is found, a better match may come.
  const found = storedRow?.request_id === sent.requestId ? storedRow : (ownRow(sent, rows) ?? storedRow);
  const row = useTakeIn(storedRow, found, storeRow);
  const answer = state.kind === 'engaged' || state.kind === 'disengaged' ? state.answer : null;
  const readAt = answer && (answer.serverTime ?? answer.askedAt.wall);
  const confirmedAt = useFirstKnown(effect === 'took-effect' ? readAt : null);

  const sentAt = sent.serverTime ?? sent.settledAt.wall;
  const answered = { tone: tones[sent.answer], text: title };
  const inState = stateFinding(sent, effect);
  const inLog = rowFindings(sent, row, person, { now, unreadable: failures.length > 0 });
  const logged = row && inLog[0]?.tone === 'success' ? inLog[0].text : null;
  // Effect: it appears seconds later, and nothing on the page that could be heard changes with it.
  useEffect(() => {
    if (spoken && logged !== null) announce(logged, 'polite');
  }, [spoken, logged]);

  const spreads = sent.action === 'engage' && state.kind === 'engaged';
  const known = useSwitchEffect(person, state);
  const reported =
    spreads && known?.kind === 'confirmed' && hasGateways(known.answer.data) ? known.answer.data : null;
  // That all of them confirmed stays so, also when the newest answer is lost.
  const proven = useFirstKnown(reported && gatewaysFinding(reported).tone === 'success' ? reported : null);
  const facts = spreads ? (reported ?? proven) : null;
  const spread = elapsedMs(sent.settledAt, now) >= PROPAGATION_MS;
  const guardian = useGuardian({ ask: false });
  const text = incidentText({
    sent,
    at: sentAt,
    person,
    effect,
    findings: [answered, inState, ...(facts ? effectFindings(facts) : []), ...inLog],
    held: heldText(guardian.state, guardian.hosts),
    gateways: spreads && !facts ? (spread ? 'had-time' : 'within-seconds') : null,
  });
  return (
    <>
      <ol className="mt-2">
        <ProofRow finding={answered} at={sentAt}>
          <p className="text-muted">
            Request <span className="font-mono text-mono">{shortId(sent.requestId)}</span>{' '}
            <CopyButton label="Copy request id" text={sent.requestId} />
          </p>
          <p>
            Your reason: <UserText text={sent.reason} />
          </p>
        </ProofRow>
        <ProofRow finding={inState} at={confirmedAt} />
        {spreads &&
          (facts ? (
            <GatewaysRow effect={facts} elapsedMs={elapsedMs(sent.settledAt, now)} />
          ) : (
            <GatewayRow since={sent.settledAt} now={now} />
          ))}
        {inLog.map((finding, index) => (
          <ProofRow key={finding.text} finding={finding} at={row ? parseTimestamp(row.timestamp) : null}>
            {row && index === 0 && (
              <p className="print:hidden">
                <Link to={`${paths.history}?${new URLSearchParams({ row: row.id })}`}>Open the row</Link>
              </p>
            )}
          </ProofRow>
        ))}
      </ol>
      <CopyButton label="Copy for the incident channel" text={text} />
    </>
  );
}
