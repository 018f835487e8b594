import { vi } from 'vitest';
import type { Mock } from 'vitest';

// For tests: a server behind a stubbed `fetch`. Like a real one, it stops when the request is aborted.

export const TENANT = '1abe6a11-70a4-45d4-81df-3030b3f73b67';
export const OTHER_TENANT = '4a00e85a-04ee-423f-a63b-3a3869f5bae0';
export const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

export type Sent = { url: string; init: RequestInit; headers: Headers };
type Server = (sent: Sent) => Response | Promise<Response>;

/** Answers every request with `server`. Returns the requests that were sent. */
export function stubServer(server: Server): { sent: Sent[]; fetch: Mock<typeof fetch> } {
  const sent: Sent[] = [];
  const stub = vi.fn<typeof fetch>((input, init = {}) => {
    const { signal } = init;
    const request = { url: String(input), init, headers: new Headers(init.headers) };
    sent.push(request);
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      Promise.resolve(request).then(server).then(resolve, reject);
    });
  });
  vi.stubGlobal('fetch', stub);
  return { sent, fetch: stub };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

export function envelope(data: unknown, headers: Record<string, string> = {}): Response {
  return json({ success: true, data, error: null, meta: null }, 200, headers);
}

export function html(status = 200): Response {
  const page = '<!doctype html><title>Sign in to Hotel Wi-Fi</title>';
  return new Response(page, { status, headers: { 'Content-Type': 'text/html' } });
}

/** The response that `redirect: 'manual'` gives in a browser. */
export function opaqueRedirect(): Response {
  return Object.defineProperties(new Response(null), {
    type: { value: 'opaqueredirect' },
    status: { value: 0 },
    ok: { value: false },
  });
}

/** Headers and some bytes arrive, then the connection breaks. A wrong Content-Length has the same effect. */
export function brokenOff(status = 200, part = '{"success":true,'): Response {
  let sent = false;
  const body = new ReadableStream({
    // Not at once: bytes that are still in the stream when it breaks are lost.
    pull(controller) {
      if (sent) return controller.error(new TypeError('terminated'));
      sent = true;
      controller.enqueue(new TextEncoder().encode(part));
    },
  });
  return new Response(body, { status });
}

/** Headers arrive, and the body does not arrive until the request is aborted. */
export function hungBody({ init }: Sent, status = 200): Response {
  const body = new ReadableStream({
    start: (controller) =>
      init.signal?.addEventListener('abort', () => controller.error(new Error('aborted'))),
  });
  return new Response(body, { status });
}

export const never = (): Promise<Response> => new Promise(() => {});

export function setOnline(online: boolean): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online);
}

/** The error that `promise` rejects with. */
export function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new Error(`did not fail: ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );
}
