import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import type { GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Answer } from '../api/http/request';
import type { AuditRow, KillSwitchStatus } from '../api/schemas';
import type { SentToggle } from '../switch/read-back';
import type { SentAction } from '../guardian/events';
import type { Instant } from '../lib/clock';

/** An answer as the client returns it: complete, and with no information of its own about the time. */
export function answerOf<T>(data: T, askedAt: Instant): Answer<T> {
  return { data, requestId: 'request-1', askedAt, serverTime: null, lagMs: 0, text: '', cutOff: false };
}

/** A status answer as the client returns it. */
export function statusAnswer(status: KillSwitchStatus['status'], askedAt: Instant): Answer<KillSwitchStatus> {
  return answerOf({ status, tenant_id: 'tenant-a' }, askedAt);
}

/** A toggle that was sent and settled at the given moment. */
export function sentToggle(settledAt: Instant): SentToggle {
  return {
    action: 'engage',
    answer: 'lost',
    reason: 'runaway agent',
    requestId: 'request-1',
    sentAt: settledAt,
    settledAt,
    serverTime: null,
    rowsBefore: null,
  };
}

/** A toggle row; by default an engage. */
export function toggleRow(over: Partial<AuditRow>): AuditRow {
  return {
    id: 'row',
    tenant_id: 'tenant-a',
    action: 'kill_switch_engaged',
    timestamp: null,
    reason: '',
    ...over,
  };
}

/** The Guardian's status as the client returns it. */
export function guardianAnswer(status: Partial<GuardianStatus>, askedAt: Instant): Answer<GuardianStatus> {
  return answerOf({ mode: 'NORMAL', host: 'host-1', ...status }, askedAt);
}

/** Events of the Guardian, newest first, as the client returns them. */
export function eventsAnswer(items: GuardianEvent[], askedAt: Instant): Answer<{ items: GuardianEvent[] }> {
  return answerOf({ items }, askedAt);
}

/** An action whose outcome has been known since the given moment. */
export function sentAction(settledAt: Instant, over: Partial<SentAction> = {}): SentAction {
  return {
    reason: 'Bad upgrade',
    kind: 'rollback',
    host: null,
    requestId: 'request-1',
    settledAt,
    correlationId: null,
    eventsBefore: null,
    ...over,
  };
}
