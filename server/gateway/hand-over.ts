import {
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { LookupFunction } from 'node:net';
import { request as requestHttps } from 'node:https';
import { answerHeaders } from './upstream-headers';
import type { GatewayError } from '../../core/gateway/call-answers';
import { commonHeaders, sendError } from './gateway-answers';

/** How long the upstream may take, in ms. */
export interface UpstreamTimes {
  connectMs: number;
  silentMs: number;
}

export interface HandOver {
  upstream: URL;
  lookup: LookupFunction | undefined;
  times: UpstreamTimes;
  requestId: string;
  body: Buffer;
  response: ServerResponse;
  /** Judges again. The headers when the call may go, null when it was refused and answered. */
  mayGo(): Record<string, string | string[]> | null;
  failed(error: unknown): void;
}

/**
 * Opens a fresh connection to the upstream and, when it stands, judges once more: the first byte is written in the turn of
 * that verdict. A redirect is not followed and not passed on, since it would lead round the gateway.
 */
export function handOver({ upstream, lookup, times, requestId, body, response, mayGo, failed }: HandOver) {
  const secure = upstream.protocol === 'https:';
  const outgoing: ClientRequest = (secure ? requestHttps : requestHttp)(upstream, {
    method: 'POST',
    agent: false,
    lookup,
  });
  let ended = false;

  function fail(error: GatewayError, cause: unknown) {
    if (ended) return;
    ended = true;
    failed(cause);
    outgoing.destroy();
    if (response.headersSent) response.destroy();
    else sendError(response, requestId, error);
  }

  const connecting = setTimeout(() => fail('upstream_failed', 'no connection in time'), times.connectMs);
  outgoing.on('close', () => clearTimeout(connecting));
  response.on('close', () => outgoing.destroy());

  outgoing.on('socket', (socket) => {
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(connecting);
      if (ended) return;
      const headers = mayGo();
      if (headers === null) {
        ended = true;
        outgoing.destroy();
        return;
      }
      for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
      socket.setTimeout(times.silentMs, () => fail('upstream_timeout', 'silent'));
      outgoing.end(body);
    });
  });
  outgoing.on('error', (error) => fail('upstream_failed', error));
  outgoing.on('response', (incoming) => {
    const { statusCode = 502, headers } = incoming;
    if (statusCode >= 300 && statusCode < 400) return fail('upstream_failed', 'redirect');
    response.writeHead(statusCode, [...answerHeaders(headers), ...commonHeaders(requestId)]);
    pass(incoming, response, (error) => fail('upstream_failed', error));
  });
}

/** Passes the body on. An answer that breaks off also breaks off for the agent, who must not take a part for the whole. */
function pass(incoming: IncomingMessage, response: ServerResponse, broke: (error: unknown) => void) {
  incoming.on('error', broke);
  incoming.pipe(response);
}
