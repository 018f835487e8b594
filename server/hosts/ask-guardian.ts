import { randomUUID } from 'node:crypto';
import { makeStatement, type StatedPerson } from '../../core/hosts/statement';
import type { HostRecord } from '../../core/ports/hosts';
import { sendToHost, type HostAnswer, type HostFailure } from './send-to-host';

export interface GuardianCall {
  method: string;
  path: string;
  query: string;
  body: string;
  requestId: string;
  /** Of the host control API, which the person has typed; null when there is none. */
  adminToken?: string | null;
  answerMs: number;
  mostBytes: number;
  signal?: AbortSignal;
}

/** Asks a host's Guardian, or its control API, with a signed statement about who asks. Never rejects. */
export function askGuardian(
  host: Pick<HostRecord, 'tenantId' | 'name' | 'url' | 'token'>,
  person: Pick<StatedPerson, 'id' | 'email' | 'role'>,
  call: GuardianCall,
): Promise<HostAnswer | HostFailure> {
  const { method, path, query, body, requestId, adminToken = null, answerMs, mostBytes, signal } = call;
  const stated = { ...person, tenantId: host.tenantId, host: host.name };
  const moment = { now: Date.now(), nonce: randomUUID() };
  return sendToHost({
    url: host.url,
    method,
    path,
    query,
    body,
    answerMs,
    mostBytes,
    ...(signal && { signal }),
    headers: {
      Accept: 'application/json, application/gzip',
      'X-Request-ID': requestId,
      ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
      ...(adminToken === null ? {} : { 'X-ADMIN-TOKEN': adminToken }),
      ...makeStatement(host.token, stated, { method, path, query, body }, moment),
    },
  });
}
