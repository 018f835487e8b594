import { refuseAtGateway, type Reply } from '../core/http/reply';
import type { Db } from './db';
import { isCall, switchIn, type Asked } from './faults/misbehave';
import { tenants } from './seeds/personas';

const WINDOW_MS = 60_000;
export const REQUESTS_PER_MINUTE = 120;

/** As in the running Aegis: toggles, and all of auth but the list of SSO providers. */
function counts(asked: Asked): boolean {
  if (asked.path.startsWith('/auth/')) return !isCall(asked, 'GET', '/auth/sso/providers');
  return asked.method !== 'GET' && switchIn(asked) !== null;
}

/**
 * Counts a request against its tenant's limit. The minute begins with its first request. Answers 429, with the seconds that are
 * left of it, when the limit is used up.
 */
export function countRequest(db: Db, asked: Asked, limit: number, now: number): Reply | null {
  if (!asked.tenantId || !counts(asked)) return null;
  // Only known tenants become keys, so that a header cannot fill the memory.
  const known = Object.values(tenants).some((tenant) => tenant.id === asked.tenantId);
  const key = known ? asked.tenantId : 'unknown tenant';
  const open = db.rates[key];
  const rate = open && now - open.windowStart < WINDOW_MS ? open : { windowStart: now, count: 0 };
  db.rates[key] = { ...rate, count: rate.count + 1 };
  if (rate.count < limit) return null;
  const seconds = Math.ceil((rate.windowStart + WINDOW_MS - now) / 1_000);
  return refuseAtGateway(429, 'Rate limit exceeded', { 'Retry-After': String(seconds) });
}
