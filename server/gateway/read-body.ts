import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayError } from '../../core/gateway/call-answers';

const LARGEST_BODY = 64 * 1024;

/** Calls back once: with the whole body, or with what is wrong with it. Never when the caller has gone. */
type ReadBody = (
  request: IncomingMessage,
  response: ServerResponse,
  done: (fault: GatewayError | null, body: Buffer) => void,
) => void;

/** `ms` is the time in which a body must have come. */
export function createBodyReader(ms: number): ReadBody {
  const deadlines = createDeadlines(ms);
  return (request, response, done) => {
    const parts: Buffer[] = [];
    let size = 0;
    const late = () => end('request_timeout');
    deadlines.add(late);

    function end(fault: GatewayError | null) {
      deadlines.remove(late);
      if (fault) {
        request.off('data', take).off('end', whole);
        // What else comes of it is read and dropped, so that the caller gets the answer.
        request.resume();
      }
      done(fault, parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
    }
    function take(part: Buffer) {
      parts.push(part);
      size += part.length;
      if (size > LARGEST_BODY) end('body_too_large');
    }
    const whole = () => end(null);

    request.on('data', take).on('end', whole);
    response.on('close', () => deadlines.remove(late));
  };
}

/** Calls back what was added and not removed within `ms`. One timer serves all: one for each call would cost too much. */
function createDeadlines(ms: number) {
  /** In the order in which they are due. */
  const waiting = new Map<() => void, number>();
  let timer: NodeJS.Timeout | null = null;

  function look() {
    timer = null;
    for (const [late, due] of waiting) {
      const left = due - performance.now();
      if (left > 0) return wake(left);
      late();
    }
  }
  function wake(after: number) {
    timer = setTimeout(look, after).unref();
  }

  return {
    add(late: () => void) {
      waiting.set(late, performance.now() + ms);
      if (timer === null) wake(ms);
    },
    remove: (late: () => void) => void waiting.delete(late),
  };
}
