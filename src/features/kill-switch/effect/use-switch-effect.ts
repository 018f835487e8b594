import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isNotOffered, switchEffect, type SwitchEffect } from '../../../api/effect';
import { judge, useReadings, type Known } from '../../../api/http/reading';
import { killSwitchStatus } from '../../../api/kill-switch';
import { endedReadings } from '../../../auth/session/ended-readings';
import { elapsedMs, type Instant } from '../../../lib/clock';
import { useTakeIn } from '../../../lib/take-in';
import { useSession, type Person } from '../../../stores/session';
import type { SwitchState } from '../../../switch/derive-state';
import { useNow } from '../../../ui/use-now';
import { isSettled } from './effect-words';

/** How often the effect is asked for while gateways have not settled, and for how long after a toggle. */
const QUICK_MS = 1_000;
const WATCH_MS = 15_000;

/**
 * The effect of the newest toggle. Null where there is none to show: the server counts no epochs (the running Aegis), has no
 * such call, or keeps it from this person.
 */
export function useSwitchEffect({ tenantId }: Person, state: SwitchState): Known<SwitchEffect> | null {
  const { session } = useSession();
  const client = useQueryClient();
  const now = useNow();
  const epoch = epochOf(state);
  const since = useSince(epoch, now);
  const watching = elapsedMs(since, now) < WATCH_MS;
  const query = useQuery({
    ...switchEffect(tenantId),
    refetchOnMount: ({ state: { dataUpdatedAt } }) => Math.abs(Date.now() - dataUpdatedAt) > QUICK_MS,
    enabled: ({ state: { error } }) => session.phase === 'active' && epoch !== null && !isNotOffered(error),
    refetchInterval: (read) => {
      const data = read.state.data?.data;
      const done = data !== undefined && epoch !== null && data.epoch >= epoch && isSettled(data);
      const usual = switchEffect(tenantId).refetchInterval;
      return watching && !done ? QUICK_MS : typeof usual === 'function' ? usual(read) : usual;
    },
  });
  const answered = query.data?.data.epoch ?? null;
  const newer = epoch !== null && answered !== null && answered > epoch;
  const older = epoch !== null && answered !== null && answered < epoch;
  // Effect: one answer is the reason to ask for the other. What is known of a newer toggle is asked for at once.
  useEffect(() => {
    const { queryKey } = newer ? killSwitchStatus(tenantId) : switchEffect(tenantId);
    if (newer || older) void client.refetchQueries({ queryKey, type: 'active' }, { cancelRefetch: false });
  }, [client, newer, older, tenantId]);

  const known = judge(endedReadings(useReadings(query), session), now);
  if (epoch === null || (isNotOffered(query.error) && query.data === undefined)) return null;
  // An answer about another toggle than the newest says nothing about it, and its silence is no failure.
  const other = known.kind === 'confirmed' && !isAbout(known.answer.data, state, epoch);
  return other ? { kind: 'checking' } : known;
}

/** The epoch of the newest well-formed reading; null where there is none, or where the server counts no epochs. */
function epochOf(state: SwitchState): number | null {
  const answer = 'answer' in state ? state.answer : 'last' in state ? state.last?.answer : null;
  return answer?.data.epoch ?? null;
}

function isAbout(effect: SwitchEffect, state: SwitchState, epoch: number): boolean {
  const contradicts = 'answer' in state && state.answer.data.status !== effect.status;
  return effect.epoch === epoch && !contradicts;
}

/** When this page first saw that epoch. */
function useSince(epoch: number | null, now: Instant): Instant {
  const [stored, store] = useState({ epoch, since: now });
  return useTakeIn(stored, stored.epoch === epoch ? stored : { epoch, since: now }, store).since;
}
