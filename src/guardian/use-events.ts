import { useQuery } from '@tanstack/react-query';
import { guardianIsConfigured } from '../api/http/deployment';
import { guardianEvents } from '../api/guardian/guardian-actions';
import { can } from '../auth/capabilities';
import { useGuardianAt } from './guardian-at';
import { useSession } from '../stores/session';

/** The newest events of the Guardian, for those who may see them. */
export function useEvents() {
  const { session } = useSession();
  const enabled =
    guardianIsConfigured() && session.phase === 'active' && can(session.person.role, 'canViewSafeMode');
  return useQuery({ ...guardianEvents(useGuardianAt()), enabled });
}
