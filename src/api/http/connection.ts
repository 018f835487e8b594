import { forgetClocks } from './freshness';

/**
 * The tenant and the session that requests are sent with. `token` is null while only the HttpOnly cookie carries the
 * session.
 */
export type Connection = {
  tenantId: string;
  token: string | null;
  /** The role as the server names it; only for the wording of a refusal. */
  role?: string;
};

let connection: Connection | null = null;
/** `read` is the path of the reading that got the 401; null when it followed something that a person did. */
type OnUnauthorized = (read: string | null) => void;
const unauthorizedListeners = new Set<OnUnauthorized>();

/** From now on requests are sent for this tenant. The token is kept in this module's memory and nowhere else. */
export function connect(next: Connection): void {
  connection = { ...next };
}

/** Forgets tenant and token. Does not sign out on the server. */
export function disconnect(): void {
  connection = null;
  forgetClocks();
}

/** The connection in use, or null. A new object after every `connect`. */
export function currentConnection(): Connection | null {
  return connection;
}

/** Calls `listener` after each 401 to a request of the present connection. Returns the function that stops it. */
export function onUnauthorized(listener: OnUnauthorized): () => void {
  unauthorizedListeners.add(listener);
  return () => void unauthorizedListeners.delete(listener);
}

/**
 * Reports to the listeners a 401 to a request that was sent under `sentUnder`. A request from before the person signed in
 * again says nothing about the new session.
 */
export function reportUnauthorized(sentUnder: Connection | null, read: string | null = null): void {
  if (sentUnder === connection) for (const listener of unauthorizedListeners) listener(read);
}

/**
 * The bearer header; null when there is no usable token. A gateway that redacts its own answers sends `***JWT_REDACTED***`:
 * then the cookie is the session.
 */
export function bearerOf(from: Connection | null): string | null {
  const token = from?.token ?? '';
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? `Bearer ${token}` : null;
}

/** The http(s) origin in `<meta name="api-origin">`, without a trailing slash; '' (this site) for anything else. */
export function apiOrigin(): string {
  const content = document.head.querySelector('meta[name="api-origin"]')?.getAttribute('content') ?? '';
  return /^\s*(https?:\/\/[\w.:[\]-]+)\/*\s*$/i.exec(content)?.[1] ?? '';
}

/**
 * The URL of `path` (from the root, e.g. `/decision/…`) on the API. The API's prefixes are at the root even if the console
 * is not.
 */
export function apiUrl(path: string): string {
  return apiOrigin() + path;
}

/** Text as one part of a path, query or header. Never throws, not even for half an emoji. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
