import type { Reply } from '../../core/http/reply';

/** Recorded from the running gateway, which has no rule for such a route. */
export function noRule(method: string, path: string): Reply {
  const detail = `no RBAC rule covers ${method} ${path} — add an entry to services/gateway/_rbac_map.py`;
  return { status: 403, body: { error: 'Forbidden', detail } };
}
