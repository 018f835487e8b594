import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, type ReactNode } from 'react';
import { killSwitchStatus } from '../api/kill-switch';
import { useTakeIn } from '../lib/take-in';
import { useNow } from '../ui/use-now';
import type { SwitchState } from './derive-state';
import { isYounger } from './doubt';
import { TogglesContext } from './toggle-context';
import { initialToggles, reduceToggles } from './toggles';
import { useNewestRows, useSwitchReading } from './use-kill-switch';
import { useSendToggle } from './use-send-toggle';

/** Keeps what the operator requested of the switch and what was seen of it, across all pages, until they sign out. */
export function TogglesProvider({ tenantId, children }: { tenantId: string; children: ReactNode }) {
  const { state } = useSwitchReading();
  const [stored, dispatch] = useReducer(reduceToggles, initialToggles);
  const read = { type: 'read-state', state } as const;
  const toggles = useTakeIn(stored, reduceToggles(stored, read), () => dispatch(read));
  const send = useSendToggle(tenantId, toggles.dialog, toggles.toggle.target, dispatch);
  useReadingAfterRow(tenantId, state);
  return <TogglesContext value={{ toggles, dispatch, send }}>{children}</TogglesContext>;
}

/** An engage row that is newer than the newest reading: the state is read again at once. */
function useReadingAfterRow(tenantId: string, state: SwitchState) {
  const client = useQueryClient();
  const engage = useNewestRows()?.engage ?? null;
  const now = useNow();
  const news =
    engage && state.kind === 'disengaged' && isYounger(engage, state.answer, now) ? engage.id : null;
  // Effect: an answer of one system is the reason to ask another one.
  useEffect(() => {
    if (news !== null) void client.refetchQueries({ queryKey: killSwitchStatus(tenantId).queryKey });
  }, [client, news, tenantId]);
}
