import { hash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { agentKeyIn } from '../../core/gateway/call-answers';
import type { JudgedCall } from '../../core/gateway/judge-call';
import { isUsableRequestId } from '../../core/text/request-id';

/** A call on its way through the gateway. */
export interface Call extends JudgedCall {
  /** The caller's own X-Request-ID when it can be used, else a new one. */
  requestId: string;
}

export function callOf({ headers }: IncomingMessage): Call {
  const key = agentKeyIn(headers.authorization);
  return {
    requestId: requestIdOf(headers['x-request-id']),
    keyHash: key === null ? null : hash('sha256', key, 'hex'),
    tenantId: headers['x-tenant-id']?.toString() ?? null,
  };
}

function requestIdOf(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && isUsableRequestId(sent) ? sent : randomUUID();
}
