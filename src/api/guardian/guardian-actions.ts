import { queryOptions } from '@tanstack/react-query';
import type { GenericSchema } from 'valibot';
import { is } from 'valibot';
import { isRecord } from '../../lib/is-record';
import { isApiError } from '../errors/api-error';
import { urlPart } from '../http/connection';
import { guardianStatusSchema, type GuardianStatus } from './guardian-schemas';
import { POLL_SAFE_MODE_MS } from './guardian';
import { pathAt, type GuardianAt } from './guardian-at';
import { pollIntervalMs, watched } from '../http/polling';
import {
  approvalRecordSchema,
  blockerSchema,
  coreRollbackSchema,
  exitChecksSchema,
  guardianEventsSchema,
  integrityReportSchema,
  policyResetSchema,
  type ApprovalRecord,
  type Blocker,
} from './recovery-schemas';
import { request, TOGGLE_TIMEOUT_MS, type Answer } from '../http/request';

/** How many of the newest events are polled. */
export const NEWEST_EVENTS = 50;
const OLDER_EVENTS = 200;

const readEvents = (at: GuardianAt, query: string, signal: AbortSignal) =>
  request({
    method: 'GET',
    path: pathAt(`/guardian/events?${query}`, at),
    schema: guardianEventsSchema,
    tenantId: at.tenantId,
    signal,
  });

/** The newest events of the Guardian, newest first, polled as often as a mode that is not NORMAL. */
export function guardianEvents(at: GuardianAt) {
  return queryOptions({
    ...watched,
    queryKey: ['guardian', at.tenantId, 'events', NEWEST_EVENTS, at.host] as const,
    queryFn: ({ signal }) => readEvents(at, `limit=${NEWEST_EVENTS}`, signal),
    refetchInterval: ({ state: { error } }) => (error ? pollIntervalMs(error) : POLL_SAFE_MODE_MS),
  });
}

/** Events that are older than the one with the id `before`, newest first. Errors: `ApiError`. */
export const olderEvents = (at: GuardianAt, before: string, signal: AbortSignal) =>
  readEvents(at, `limit=${OLDER_EVENTS}&before=${urlPart(before)}`, signal);

/** The checks that the Guardian makes before Safe Mode may end, polled. */
export function exitChecks(at: GuardianAt) {
  return queryOptions({
    ...watched,
    queryKey: ['guardian', at.tenantId, 'exit-checks', at.host] as const,
    queryFn: ({ signal }) =>
      request({
        method: 'GET',
        path: pathAt('/guardian/safe-mode/exit', at),
        schema: exitChecksSchema,
        tenantId: at.tenantId,
        signal,
      }),
    refetchInterval: ({ state: { error } }) => (error ? pollIntervalMs(error) : POLL_SAFE_MODE_MS),
  });
}

/** Sends an action to the Guardian exactly once and at once, or refuses it at once (law 3). Errors: `ApiError`. */
function act<T>(
  at: GuardianAt,
  path: string,
  schema: GenericSchema<unknown, T>,
  body?: object,
): Promise<Answer<T>> {
  const to = { path: pathAt(path, at), tenantId: at.tenantId };
  return request({ ...to, method: 'POST', schema, body, timeoutMs: TOGGLE_TIMEOUT_MS });
}

export const enterSafeMode = (at: GuardianAt, reason: string) =>
  act(at, '/guardian/safe-mode/enter', guardianStatusSchema, { reason });

export const exitSafeMode = (at: GuardianAt, reason: string) =>
  act(at, '/guardian/safe-mode/exit', approvalRecordSchema, { reason, confirm: true });

export const acknowledgeKill = (at: GuardianAt, reason: string) =>
  act(at, '/guardian/kill/acknowledge', guardianStatusSchema, { reason, confirm: true });

export const resetPolicy = (at: GuardianAt, reason: string) =>
  act(at, '/guardian/policy/reset', policyResetSchema, { reason, confirm: true });

export const rollBackCore = (at: GuardianAt, reason: string) =>
  act(at, '/guardian/core/rollback', coreRollbackSchema, { reason, confirm: true });

export const verifyIntegrity = (at: GuardianAt) =>
  act(at, '/guardian/integrity/verify', integrityReportSchema);

/** `last_exit` of a status as a record; null when it is not a valid record. */
export function recordOf(lastExit: GuardianStatus['last_exit']): ApprovalRecord | null {
  return is(approvalRecordSchema, lastExit) ? lastExit : null;
}

/** The blockers that a 409 `exit_blocked` names, each validated on its own, and how many could not be read. */
export function blockersOf(error: unknown): { blockers: Blocker[]; unreadable: number } {
  const named = isApiError(error) && isRecord(error.details) ? error.details['blockers'] : null;
  const all: unknown[] = Array.isArray(named) ? named : [];
  const blockers = all.filter((item) => is(blockerSchema, item));
  return { blockers, unreadable: all.length - blockers.length };
}
