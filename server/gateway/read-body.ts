import type { IncomingMessage } from 'node:http';
import type { GatewayError } from '../../core/gateway/call-answers';

const LARGEST_BODY = 64 * 1024;

/** Calls back once: with the whole body, or with what is wrong with it. Never when the caller has gone. */
export function readBody(
  request: IncomingMessage,
  ms: number,
  done: (fault: GatewayError | null, body: Buffer) => void,
) {
  const parts: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => end('request_timeout'), ms);

  function end(fault: GatewayError | null) {
    clearTimeout(timer);
    request.off('data', take).off('end', whole).off('close', gone);
    // What else comes of it is read and dropped, so that the caller gets the answer.
    if (fault) request.resume();
    done(fault, parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
  }
  function take(part: Buffer) {
    parts.push(part);
    size += part.length;
    if (size > LARGEST_BODY) end('body_too_large');
  }
  const whole = () => end(null);
  const gone = () => clearTimeout(timer);

  request.on('data', take).on('end', whole).on('close', gone).on('error', gone);
}
