import { forgetClocks } from './freshness';

/** Who the console speaks for. `token` is null while only the HttpOnly cookie carries the session. */
export type Connection = {
  tenantId: string;
  token: string | null;
  /** As the server names it; for the wording of a refusal only. */
  role?: string;
};

let connection: Connection | null = null;
/** `read` is the path of the reading that met the 401; null after what a person did. */
type OnUnauthorized = (read: string | null) => void;
const unauthorizedListeners = new Set<OnUnauthorized>();

/** From now on requests speak for this tenant. The token is kept in this module's memory and nowhere else. */
export function connect(next: Connection): void {
  connection = { ...next };
}

/** Forgets tenant and token. Does not sign out at the server. */
export function disconnect(): void {
  connection = null;
  forgetClocks();
}

/** The connection in use, or null. A new object after every `connect`. */
export function currentConnection(): Connection | null {
  return connection;
}

/** Calls `listener` after each 401 that met the connection in use. Returns the function that stops it. */
export function onUnauthorized(listener: OnUnauthorized): () => void {
  unauthorizedListeners.add(listener);
  return () => void unauthorizedListeners.delete(listener);
}

/**
 * Tells the listeners of a 401 to a request that was sent under `sentUnder`. One that was sent before the person signed
 * in again says nothing about the new session.
 */
export function reportUnauthorized(sentUnder: Connection | null, read: string | null = null): void {
  if (sentUnder === connection) for (const listener of unauthorizedListeners) listener(read);
}

/** A gateway that redacts its own answers sends `***JWT_REDACTED***`: then the cookie is the session. */
export function bearerOf(from: Connection | null): string | null {
  const token = from?.token ?? '';
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? `Bearer ${token}` : null;
}

/** The http(s) origin in `<meta name="api-origin">`, without a trailing slash; '' (this site) for anything else. */
export function apiOrigin(): string {
  const content = document.querySelector('meta[name="api-origin"]')?.getAttribute('content') ?? '';
  return /^\s*(https?:\/\/[\w.:[\]-]+)\/*\s*$/i.exec(content)?.[1] ?? '';
}

/** `path` (from the root, e.g. `/decision/…`) at the API. The prefixes live at the root even if the console does not. */
export function apiUrl(path: string): string {
  return apiOrigin() + path;
}

/** Text as one part of a path, query or header: never throws, not even for half an emoji. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
