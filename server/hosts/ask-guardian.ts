import { createHash, randomUUID } from 'node:crypto';
import { isProven, PROOF_HEADER } from '../../core/hosts/answer-proof';
import { makeStatement, SIGNATURE_HEADER, type StatedPerson } from '../../core/hosts/statement';
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

type Asking = Pick<StatedPerson, 'id' | 'email' | 'role'>;
type Way = Pick<HostRecord, 'tenantId' | 'name' | 'url' | 'token'>;

/**
 * Asks a host's Guardian, with a signed statement about who asks. What does not prove that it is this Guardian's answer is
 * unreadable, but for a 401: whoever believes no statement has another token. Never rejects.
 */
export async function askGuardian(
  host: Way,
  person: Asking,
  call: GuardianCall,
): Promise<HostAnswer | HostFailure> {
  const statement = stateTo(host, person, call);
  const answer = await send(host, call, statement);
  if (typeof answer !== 'object' || answer.status === 401) return answer;
  const { status, headers, body } = answer;
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const proof = headers[PROOF_HEADER.toLowerCase()]?.toString() ?? '';
  const proven = { statement: statement[SIGNATURE_HEADER] ?? '', status, bodySha256 };
  return isProven(host.token, proven, proof) ? answer : 'unreadable';
}

/** Asks a host control API. It reads no statement, but sees that the call was passed on. Never rejects. */
export const askControlApi = (
  host: Way,
  person: Asking,
  call: GuardianCall,
): Promise<HostAnswer | HostFailure> => send(host, call, stateTo(host, person, call));

function stateTo(host: Way, person: Asking, { method, path, query, body }: GuardianCall) {
  const stated = { ...person, tenantId: host.tenantId, host: host.name };
  const moment = { now: Date.now(), nonce: randomUUID() };
  return makeStatement(host.token, stated, { method, path, query, body }, moment);
}

function send(
  { url }: Way,
  { requestId, adminToken = null, ...call }: GuardianCall,
  statement: Record<string, string>,
): Promise<HostAnswer | HostFailure> {
  return sendToHost({
    ...call,
    url,
    headers: {
      Accept: 'application/json, application/gzip',
      'X-Request-ID': requestId,
      ...(call.body === '' ? {} : { 'Content-Type': 'application/json' }),
      ...(adminToken === null ? {} : { 'X-ADMIN-TOKEN': adminToken }),
      ...statement,
    },
  });
}
