import { nullable, number, object, safeParse, string, type InferOutput } from 'valibot';
import { browserStorage, guarded, tabStorage } from '../lib/storage';
import { uuid } from '../lib/uuid';
import type { Person } from '../stores/session';

/**
 * What survives a reload of the tab: who signed in, for which tenant, until when. No secret: the session itself is the
 * HttpOnly cookie. `mark` names the sign-in that the browser's cookie belongs to, so that a tab notices when another tab
 * signed in as somebody else or out.
 */
const Kept = object({
  mark: string(),
  person: object({
    tenantId: string(),
    role: string(),
    email: string(),
    id: nullable(string()),
    fullName: nullable(string()),
  }),
  /** ms since the epoch, and the length in ms; null when the server did not say. */
  lifetime: nullable(object({ endsAt: number(), ms: number() })),
});
export type KeptSession = InferOutput<typeof Kept>;

const TAB_KEY = 'ksc.session';
const MARK_KEY = 'ksc.session';
const TENANT_KEY = 'ksc.tenant';
const SIGNED_OUT = 'signed-out';

export function keepSession(kept: Omit<KeptSession, 'mark'>, mark: string) {
  guarded(() => tabStorage()?.setItem(TAB_KEY, JSON.stringify({ ...kept, mark })));
}

/** The tab's session, or null when there is none or the browser's cookie has changed hands since. */
export function restoreSession(): KeptSession | null {
  const text = guarded(() => tabStorage()?.getItem(TAB_KEY));
  const parsed = safeParse(
    Kept,
    guarded(() => JSON.parse(text ?? 'null') as unknown),
  );
  return parsed.success && parsed.output.mark === browserMark() ? parsed.output : null;
}

export function forgetSession() {
  guarded(() => tabStorage()?.removeItem(TAB_KEY));
}

export function browserMark(): string | null {
  return guarded(() => browserStorage()?.getItem(MARK_KEY)) ?? null;
}

/** Marks a new sign-in for all tabs of this browser. */
export function markSignedIn(person: Person): string {
  const mark = uuid();
  rememberTenant(person.tenantId);
  guarded(() => browserStorage()?.setItem(MARK_KEY, mark));
  return mark;
}

export function markSignedOut() {
  guarded(() => browserStorage()?.setItem(MARK_KEY, SIGNED_OUT));
}

/** True after a deliberate sign-out: then a cookie that the server failed to clear must not sign anybody in again. */
export function wasSignedOut(): boolean {
  return browserMark() === SIGNED_OUT;
}

/** Spares typing a UUID at 3 a.m., and lets a reload ask for the right tenant when a sign-in's answer was lost. */
export function rememberTenant(tenantId: string) {
  guarded(() => browserStorage()?.setItem(TENANT_KEY, tenantId));
}

/** The tenant last signed in to from this browser; empty when none is known. */
export function lastTenantId(): string {
  return guarded(() => browserStorage()?.getItem(TENANT_KEY)) ?? '';
}

/** Before a sign-in by SSO leaves the page: the tenant is remembered, and the cookie it comes back with will be taken. */
export function prepareSso(tenantId: string) {
  rememberTenant(tenantId);
  guarded(() => browserStorage()?.removeItem(MARK_KEY));
}

/** Calls back when another tab of this browser signs in or out. Returns how to stop. */
export function onMarkChange(callback: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === MARK_KEY && event.storageArea === browserStorage()) callback();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}
