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
 * What survives a reload of the tab: who signed in, for which tenant, until when. It holds no secret: the session itself is
 * the HttpOnly cookie. `mark` names the sign-in that the browser's cookie belongs to, and who signed in. By it a tab notices
 * that another tab signed out, or signed in as somebody else.
 */
const Kept = object({
  mark: string(),
  person: object({
    tenantId: string(),
    tenantName: exactOptional(string()),
    role: string(),
    email: string(),
    id: nullable(string()),
    fullName: nullable(string()),
    key: exactOptional(string()),
  }),
  /** The end in ms since the epoch, and the length in ms; null when the server did not say. */
  lifetime: nullable(object({ endsAt: number(), ms: number() })),
});
export type KeptSession = InferOutput<typeof Kept>;

/** The key of the tab's session in the tab's storage, and of the mark in the browser's storage. */
const KEY = 'ksc.session';
const TENANT_KEY = 'ksc.tenant';
const NAME_KEY = 'ksc.tenant-name';
const SIGNED_OUT = 'signed-out';

export function keepSession(kept: Omit<KeptSession, 'mark'>, mark: string) {
  tabStorage.setItem(KEY, JSON.stringify({ ...kept, mark }));
  const { tenantId, role } = kept.person;
  // The server of the demo is not ready that early.
  const early = import.meta.env.MODE !== 'demo' && can(role, 'canViewKillSwitch');
  const url = apiUrl(killSwitchPath(tenantId));
  keepEarlyQuestion(early ? { url, tenantId, mark: { key: KEY, text: mark } } : null);
}

/** What the tab stored, even if the browser's cookie has changed since. */
export function keptSession(): KeptSession | null {
  const parsed = safeParse(
    Kept,
    guarded(() => JSON.parse(tabStorage.getItem(KEY) ?? 'null') as unknown),
  );
  return parsed.success && keptTenantId(parsed.output.person.tenantId) ? parsed.output : null;
}

/** The tab's session; null when there is none, or when the browser's cookie may belong to somebody else by now. */
export function restoreSession(): KeptSession | null {
  const kept = keptSession();
  const mark = browserMark();
  if (!kept || !mark) return null;
  if (kept.mark === mark) return kept;
  // Another tab signed in as the same person: the session goes on, and its end is not known.
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
export function markSignedIn({ tenantId, tenantName, email }: Person): string {
  const mark = `${uuid()} ${urlPart(tenantId)} ${email}`;
  rememberTenant(tenantId, tenantName ?? '');
  browserStorage.setItem(KEY, mark);
  return mark;
}

export function markSignedOut() {
  browserStorage.setItem(KEY, SIGNED_OUT);
}

/** True after a deliberate sign-out: a cookie that the server failed to clear must not sign anybody in again. */
export function wasSignedOut(): boolean {
  return browserMark() === SIGNED_OUT;
}

/**
 * Remembers the tenant, so that nobody has to type a UUID at 3 a.m., and so that a reload asks for the right tenant when the
 * answer to a sign-in was lost. Without `name` it is as it was typed, and what is known about that tenant stays.
 */
export function rememberTenant(tenantId: string, name?: string) {
  if (name === undefined && idOfTenant(tenantId) === lastTenantId()) return;
  browserStorage.setItem(TENANT_KEY, tenantId);
  if (name) browserStorage.setItem(NAME_KEY, name);
  else browserStorage.removeItem(NAME_KEY);
}

/** The tenant last signed in to from this browser, as it was typed if nobody was signed in; empty when none is known. */
export function lastTenantId(): string {
  return keptTenantId(browserStorage.getItem(TENANT_KEY) ?? '');
}

/** The name of that tenant; empty when none is known. */
export function lastTenantName(): string {
  return lastTenantId() && keptTenantId(browserStorage.getItem(NAME_KEY) ?? '');
}

/** The id of a tenant, where this browser knows it by that name; otherwise `typed`. */
export function idOfTenant(typed: string): string {
  return typed === lastTenantName() ? lastTenantId() : typed;
}

/**
 * Call this before a sign-in by SSO leaves the page. It remembers the tenant, and it removes the mark, so that the new
 * cookie is accepted on return.
 */
export function prepareSso(tenantId: string) {
  rememberTenant(tenantId);
  browserStorage.removeItem(KEY);
}

/** Calls back when another tab of this browser signs in or out. Returns the function that stops this. */
export function onMarkChange(callback: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === KEY && event.storageArea === guarded(() => window.localStorage)) callback();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}
