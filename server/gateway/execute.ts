import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LookupFunction } from 'node:net';
import { refusedData } from '../../core/gateway/call-answers';
import { readCall } from '../../core/gateway/read-call';
import type { Verdict } from '../../core/gateway/judge-call';
import { callOf, type Call } from './call-of';
import { sendError, sendJson } from './gateway-answers';
import { handOver, type UpstreamTimes } from './hand-over';
import type { Judge } from './judge';
import { createBodyReader } from './read-body';
import { requestHeaders } from './upstream-headers';

const MOST_OPEN = 512;

interface ExecuteParts {
  judge: Judge;
  times: UpstreamTimes & { bodyMs: number };
  /** Where allowed calls go; null when the gateway answers them itself. */
  target: { url: URL; secret: string; wall(): number; lookup: LookupFunction | undefined } | null;
  log: { warn(facts: object, message: string): void };
}

/**
 * `POST /execute`. The key is looked at before the body is read, so that nobody without one keeps a place; everything is
 * judged after it, as the last step before the hand-over.
 */
export function createExecute({ judge, times, target, log }: ExecuteParts) {
  const readBody = createBodyReader(times.bodyMs);
  let open = 0;

  function refuse(
    response: ServerResponse,
    call: Call,
    verdict: Verdict & { refusal: string },
    tool: string,
  ) {
    judge.count(verdict, call, tool);
    sendError(response, call.requestId, verdict.refusal, { data: refusedData(verdict) });
  }

  function answer(
    call: Call,
    tool: string,
    body: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const verdict = judge.first(call);
    if (verdict.refusal !== null) return refuse(response, call, verdict, tool);
    const { requestId } = call;
    if (!target) {
      judge.count(verdict, call, tool);
      const data = { request_id: requestId, agent: verdict.agent.name, tool };
      return sendJson(response, 200, requestId, { success: true, data, error: null, meta: null });
    }
    handOver({
      upstream: target.url,
      lookup: target.lookup,
      times,
      requestId,
      body,
      response,
      mayGo() {
        const again = judge.look(call);
        if (again.refusal !== null) {
          refuse(response, call, again, tool);
          return null;
        }
        judge.count(again, call, tool);
        const handed = { requestId, agent: again.agent, body };
        return requestHeaders(request.headers, handed, target.secret, Math.floor(target.wall() / 1_000));
      },
      failed: (error) => log.warn({ requestId, err: error }, 'the upstream failed'),
    });
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const call = callOf(request);
    const { requestId } = call;
    const full = open >= MOST_OPEN;
    const early = judge.look(call, full);
    if (early.refusal !== null && (full || early.agent === null)) return refuse(response, call, early, '');

    open += 1;
    response.on('close', () => (open -= 1));
    readBody(request, response, (fault, body) => {
      if (fault) return sendError(response, requestId, fault);
      const read = readCall(body.toString());
      if ('fault' in read) return sendError(response, requestId, read.fault);
      answer(call, read.tool, body, request, response);
    });
  };
}
