import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusedData, STATUS_OF, SWITCH_SAYS } from '../../core/gateway/call-answers';
import { callOf } from './call-of';
import { commonHeaders, sendError } from './gateway-answers';
import type { Judge } from './judge';

const LONGEST_TOOL = 200;

/** `/authz` and what is below it: whether a proxy may pass this call on. Its body is of no matter. */
export function createAuthz(judge: Judge) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const call = callOf(request);
    const verdict = judge.first(call);
    judge.count(verdict, call, toolOf(request));
    if (verdict.refusal === null) {
      const { name, tenantId } = verdict.agent;
      const agent = ['X-Agent', encodeURIComponent(name), 'X-Tenant-ID', tenantId];
      response.writeHead(200, [...commonHeaders(call.requestId), ...agent, 'Content-Length', '0']).end();
      return;
    }
    const says = SWITCH_SAYS[verdict.refusal];
    const status = says === undefined ? STATUS_OF[verdict.refusal] : 403;
    const headers = says === undefined ? [] : ['X-Kill-Switch', says];
    sendError(response, call.requestId, verdict.refusal, { data: refusedData(verdict), headers, status });
  };
}

/** What the proxy was asked for, without the query, which may hold secrets. */
function toolOf({ headers, url }: IncomingMessage): string {
  const asked = headers['x-forwarded-uri'] ?? headers['x-original-uri'] ?? url ?? '';
  return (asked.toString().split('?', 1)[0] ?? '').slice(0, LONGEST_TOOL);
}
