import type { Db } from './db';
import { tenants } from './seeds/personas';
import { refuseAtGateway } from './reply';

const WINDOW_MS = 60_000;
export const REQUESTS_PER_MINUTE = 120;

/**
 * Counts one request of a tenant. The minute begins with its first request. Throws 429 with the seconds that are left of it.
 */
export function countRequest(db: Db, tenantId: string, limit: number, now: number): void {
  // Only known tenants become keys, so that a header cannot fill the memory.
  const key = Object.values(tenants).some((tenant) => tenant.id === tenantId) ? tenantId : 'unknown tenant';
  const open = db.rates[key];
  const rate = open && now - open.windowStart < WINDOW_MS ? open : { windowStart: now, count: 0 };
  db.rates[key] = { ...rate, count: rate.count + 1 };
  if (rate.count < limit) return;
  const seconds = Math.ceil((rate.windowStart + WINDOW_MS - now) / 1_000);
  throw refuseAtGateway(429, 'Rate limit exceeded', { 'Retry-After': String(seconds) });
}
