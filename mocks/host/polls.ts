import { POLL_SECONDS, type GuardianState, type Polled } from '../../core/guardian/state';
import { watchedBy } from '../../core/guardian/watch';
import type { Host } from '../db';
import { logRequests } from './agent-requests';
import { lookNow } from './simulated-guardian';

const CODES: readonly Polled[] = ['kill_file', 'registry'];

/** When the Guardian last checked, as of `now` (both ms). */
function lastPoll({ startedAt }: GuardianState, code: Polled, now: number): number {
  const interval = POLL_SECONDS[code] * 1_000;
  return startedAt + Math.max(0, Math.floor((now - startedAt) / interval)) * interval;
}

/** The time of the first check after the switch was changed. */
function noticedAt({ guardian, changedAt }: Host, code: Polled): number {
  return lastPoll(guardian, code, changedAt[code]) + POLL_SECONDS[code] * 1_000;
}

/** Simulates what happened on a host until `now` (ms): the Guardian's polls, and the agents' requests between them. */
export function catchUp(host: Host, now: number): void {
  const { guardian } = host;
  const isSeen = (code: Polled) => watchedBy(guardian)[code].found === 'present';
  const due = CODES.filter((code) => guardian.isSet[code] !== isSeen(code))
    .map((code) => ({ code, at: noticedAt(host, code) }))
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at);
  for (const { code, at } of due) {
    logRequests(host, at);
    lookNow(guardian, code, at);
  }
  for (const code of CODES) watchedBy(guardian)[code].checkedAt = lastPoll(guardian, code, now);
  logRequests(host, now);
}

/** Somebody sets or clears a switch of the host at `now` (ms). The Guardian learns of it at its next poll. */
export function turn(host: Host, code: Polled, present: boolean, now: number): void {
  const { isSet } = host.guardian;
  if (isSet[code] === present) return;
  isSet[code] = present;
  host.changedAt[code] = now;
}
