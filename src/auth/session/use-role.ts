import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { killSwitchStatus } from '../../api/kill-switch';
import { useSession } from '../../stores/session';
import { can, isUnnamed } from '../capabilities';
import { personKey } from '../person';
import { askRole, refusesRole, roleRefused } from './role-taken';
import { personOf } from './session';

/** Follows changes that the server makes to the person's role while the page is open. */
export function useRole() {
  const { session } = useSession();
  const client = useQueryClient();
  const person = personOf(session);
  const tenantId = person?.tenantId ?? '';

  // Effect: the answers about the switch arrive outside of rendering.
  useEffect(() => {
    const hash = hashKey(killSwitchStatus(tenantId).queryKey);
    const cache = client.getQueryCache();
    let inARow = 0;
    const refused = (error: unknown) => {
      inARow = refusesRole(error) ? inARow + 1 : 0;
      if (inARow > 0) void roleRefused(inARow);
    };
    // The first reading may have ended before this effect ran.
    refused(cache.get(hash)?.state.error);
    return cache.subscribe((event) => {
      if (event.type !== 'updated' || event.query.queryHash !== hash) return;
      if (event.action.type === 'success') inARow = 0;
      if (event.action.type === 'error') refused(event.action.error);
    });
  }, [client, tenantId]);

  const unclear =
    session.phase === 'active' &&
    (!can(session.person.role, 'canViewKillSwitch') || isUnnamed(session.person.role));
  // Not asked at once, but on Refresh and on return to the page, like everything that is watched.
  useQuery({
    queryKey: ['role', person && personKey(person)],
    queryFn: askRole,
    enabled: unclear,
    initialData: null,
    staleTime: Infinity,
    networkMode: 'always',
    retry: false,
    meta: { watched: true, optional: true },
  });
}
