import { vi } from 'vitest';
import type { Backend } from '../../mocks/backend';
import { targetOf } from '../../mocks/faults/request-target';

/** A request as it left the page, including one that no server ever answered. */
export type Sent = {
  id: string;
  method: string;
  path: string;
  headers: Headers;
  body: string | null;
};

const realImmediate = setImmediate;
/** Turns of the event loop to wait after the last answer, until its body is read and the code that waits for it has run. */
const QUIET_TURNS = 4;

function readSent(input: string, { method = 'GET', headers, body }: RequestInit): Sent {
  const { pathname, search } = new URL(input, window.location.href);
  const read = new Headers(headers);
  const id = read.get('X-Request-ID') ?? '';
  return {
    id,
    method,
    path: pathname + search,
    headers: read,
    body: typeof body === 'string' ? body : null,
  };
}

/** Tracks the requests that are under way, so that a test waits for their answers and never for time. */
export function createTraffic() {
  let backend: Backend | null = null;
  const sent: Sent[] = [];
  /** Ids of the requests under way, and of those among them that wait for the clock to move. */
  const open = new Set<string>();
  const still = new Set<string>();
  const busy = () => [...open].some((id) => !still.has(id));

  const hangs = ({ method, path }: Sent) =>
    backend?.faults.of(targetOf(method, path)).some((fault) => fault === 'hang' || fault === 'hang-but-done');

  return {
    sent,
    /** Begins to track, with nothing sent so far. Call this after the server has begun to listen. */
    watch() {
      open.clear();
      still.clear();
      sent.length = 0;
      const send = globalThis.fetch;
      vi.stubGlobal('fetch', (input: string, init: RequestInit = {}) => {
        const request = readSent(input, init);
        sent.push(request);
        open.add(request.id);
        if (hangs(request)) still.add(request.id);
        return send(input, init).finally(() => open.delete(request.id));
      });
    },
    answeredBy(next: Backend) {
      backend = next;
    },
    /** How the backend waits: until a test has moved the clock by this much. It waits right after recording the request. */
    wait(ms: number): Promise<void> {
      const id = backend?.requests.at(-1)?.headers['x-request-id'] ?? '';
      still.add(id);
      return new Promise((resolve) => {
        setTimeout(() => {
          still.delete(id);
          resolve();
        }, ms);
      });
    },
    /** Waits until every answer has arrived that needs no time to pass. */
    async settle() {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet = busy() ? 0 : quiet + 1) {
        vi.advanceTimersByTime(0);
        await new Promise<void>((resolve) => void realImmediate(resolve));
      }
    },
  };
}
