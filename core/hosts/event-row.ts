import { judgeApproval, type ApprovalFault } from '../audit/bundle/approval';
import type { RowFacts } from '../audit/chain/append-row';
import { namesOf } from '../kill-switch/toggle';
import type { Actor } from '../ports/records';
import { isShortJson, type ToldEvent, type ToldKind } from './guardian-events';

type EventRow = Pick<RowFacts, 'action' | 'decision' | 'metadata'>;

/** What the rows of a host's events are made with. */
export interface RowOfHost {
  host: string;
  /** The key that was registered when the host was added, in base64 of SPKI. */
  publicKey: string;
  /** Who did it, as this control plane knows them. */
  actor: Actor;
  /** Whether a row has the approval with this correlation id already. */
  hasApproval: boolean;
}

const ACTIONS: Record<ToldKind, EventRow['action']> = {
  kill: 'guardian_kill',
  mode_change: 'guardian_mode_changed',
  acknowledge: 'guardian_kill_acknowledged',
  policy_reset: 'guardian_policy_reset',
  rollback: 'guardian_core_rolled_back',
};

/** Every action of a row that is an event of a host. */
export const EVENT_ACTIONS: readonly EventRow['action'][] = [
  ...Object.values(ACTIONS),
  'guardian_approval',
  'guardian_approval_refused',
];

type Fault = ApprovalFault | 'missing' | 'of_another_action' | 'repeated';

/**
 * The row of one event. What a Guardian says is kept as its words; only the record of an exit proves itself. A record that
 * does not is kept under another name, where nobody takes it for an approval, with why it is none.
 */
export function rowOf(event: ToldEvent, of: RowOfHost): EventRow {
  const { kind, outcome, approval } = event;
  const metadata = {
    ...namesOf(of.actor),
    host: of.host,
    event_id: event.id,
    event_time: event.timestamp,
    outcome,
    message: event.message,
    ...(event.correlationId === null ? {} : { correlation_id: event.correlationId }),
  };
  if (!(kind === 'mode_change' && outcome === 'NORMAL') && approval === undefined) {
    return { action: ACTIONS[kind], decision: outcome.startsWith('REFUSED') ? 'deny' : 'allow', metadata };
  }
  const fault = judge(event, of);
  if (fault === null)
    return { action: 'guardian_approval', decision: 'allow', metadata: { ...metadata, approval } };
  const shown = isShortJson(approval) && approval !== undefined ? { refused_approval: approval } : {};
  return {
    action: 'guardian_approval_refused',
    decision: 'deny',
    metadata: { ...metadata, ...shown, approval_fault: fault },
  };
}

/** Nobody leaves Safe Mode without a record that this host's own key signed, for this action, once. */
function judge({ approval, correlationId }: ToldEvent, { publicKey, hasApproval }: RowOfHost): Fault | null {
  if (approval === undefined) return 'missing';
  if (!isShortJson(approval)) return 'unreadable';
  const fault = judgeApproval(approval, new Set([publicKey]));
  if (fault) return fault;
  if (correlationIn(approval) !== correlationId) return 'of_another_action';
  return hasApproval ? 'repeated' : null;
}

export function correlationIn(approval: unknown): string | null {
  const id = typeof approval === 'object' && approval !== null && 'correlation_id' in approval;
  return id && typeof approval.correlation_id === 'string' ? approval.correlation_id : null;
}
