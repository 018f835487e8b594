import { exactOptional, nullable, number, object, safeParse, string, type InferOutput } from 'valibot';
import { apiUrl, urlPart } from '../../api/http/connection';
import { keepEarlyQuestion } from '../../api/http/early';
import { killSwitchPath } from '../../api/kill-switch';
import { browserStorage, guarded, tabStorage } from '../../lib/storage';
import { keptTenantId } from '../../lib/tenant-id';
import { uuid } from '../../lib/uuid';
import type { Person } from '../../stores/session';
import { can } from '../capabilities';
import { samePerson, type Identity } from '../person';

/**
 * What survives a reload of the tab: who signed in, for which tenant, until when. No secret: the session itself is the
 * HttpOnly cookie. `mark` names the sign-in that the browser's cookie belongs to and who signed in, so that a tab notices
 * when another tab signed in as somebody else or out.
 */
const Kept = object({
  mark: string(),
  person: object({
    tenantId: string(),
    role: string(),
    email: string(),
    id: nullable(string()),
    fullName: nullable(string()),
    key: exactOptional(string()),
  }),
  /** ms since the epoch, and the length in ms; null when the server did not say. */
  lifetime: nullable(object({ endsAt: number(), ms: number() })),
});
export type KeptSession = InferOutput<typeof Kept>;

/** Of the tab's session in the tab's storage, and of the mark in the browser's. */
const KEY = 'ksc.session';
const TENANT_KEY = 'ksc.tenant';
const SIGNED_OUT = 'signed-out';

export function keepSession(kept: Omit<KeptSession, 'mark'>, mark: string) {
  tabStorage.setItem(KEY, JSON.stringify({ ...kept, mark }));
  const { tenantId, role } = kept.person;
  // The demo's server is not there that early.
  const early = import.meta.env.MODE !== 'demo' && can(role, 'canViewKillSwitch');
  const url = apiUrl(killSwitchPath(tenantId));
  keepEarlyQuestion(early ? { url, tenantId, mark: { key: KEY, text: mark } } : null);
}

/** What the tab kept, whatever has become of the browser's cookie since. */
export function keptSession(): KeptSession | null {
  const parsed = safeParse(
    Kept,
    guarded(() => JSON.parse(tabStorage.getItem(KEY) ?? 'null') as unknown),
  );
  return parsed.success && keptTenantId(parsed.output.person.tenantId) ? parsed.output : null;
}

/** The tab's session, or null when there is none or the browser's cookie may have changed hands since. */
export function restoreSession(): KeptSession | null {
  const kept = keptSession();
  const mark = browserMark();
  if (!kept || !mark) return null;
  if (kept.mark === mark) return kept;
  // Another tab signed in: the same person's session goes on, until nobody knows when.
  const who = whoSignedIn();
  return who && samePerson(kept.person, who) ? { ...kept, lifetime: null, mark } : null;
}

export function forgetSession() {
  tabStorage.removeItem(KEY);
  keepEarlyQuestion(null);
}

export function browserMark(): string | null {
  return browserStorage.getItem(KEY);
}

/** Who signed in last in this browser; null when the mark does not say. */
export function whoSignedIn(): Identity | null {
  const [, tenant = '', email] = browserMark()?.split(' ') ?? [];
  const tenantId = keptTenantId(guarded(() => decodeURIComponent(tenant)) ?? '');
  return tenantId && email ? { tenantId, email, id: null } : null;
}

/** Marks a new sign-in for all tabs of this browser. */
export function markSignedIn({ tenantId, email }: Person): string {
  const mark = `${uuid()} ${urlPart(tenantId)} ${email}`;
  rememberTenant(tenantId);
  browserStorage.setItem(KEY, mark);
  return mark;
}

export function markSignedOut() {
  browserStorage.setItem(KEY, SIGNED_OUT);
}

/** True after a deliberate sign-out: then a cookie that the server failed to clear must not sign anybody in again. */
export function wasSignedOut(): boolean {
  return browserMark() === SIGNED_OUT;
}

/** Spares typing a UUID at 3 a.m., and lets a reload ask for the right tenant when a sign-in's answer was lost. */
export function rememberTenant(tenantId: string) {
  browserStorage.setItem(TENANT_KEY, tenantId);
}

/** The tenant last signed in to from this browser; empty when none is known. */
export function lastTenantId(): string {
  return keptTenantId(browserStorage.getItem(TENANT_KEY) ?? '');
}

/** Before a sign-in by SSO leaves the page: the tenant is remembered, and the cookie it comes back with will be taken. */
export function prepareSso(tenantId: string) {
  rememberTenant(tenantId);
  browserStorage.removeItem(KEY);
}

/** Calls back when another tab of this browser signs in or out. Returns how to stop. */
export function onMarkChange(callback: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === KEY && event.storageArea === guarded(() => window.localStorage)) callback();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}
