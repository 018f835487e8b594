import type { FaultName } from '../../mocks/faults/faults';

/** What a person reads when a fault occurs. */
type ToldFault = {
  name: FaultName;
  /** `refused`: nothing was done. `lost`: only reading can show whether it was done. */
  fate: 'refused' | 'lost';
  /** The title, in our words. */
  words: string;
  /** The words of the server. */
  says?: string;
  /** What to do next, when the fault hits a toggle. */
  advice?: string;
  /** What to quote to the people who run the server. */
  quote?: string;
};

/** Every fault of the mocks in which the server gives no proper answer. Unit tests and browser tests share this one table. */
export const toldFaults: ToldFault[] = [
  // A refusal or failure in the server's name.
  {
    name: '400',
    fate: 'refused',
    words: 'The server did not accept what was sent (400)',
    quote: 'HTTP 400 · code bad_request',
  },
  {
    name: '403',
    fate: 'refused',
    words: 'The server refused (403)',
    advice: 'Re-login with SECURITY (on some servers OWNER or SECURITY_ANALYST)',
    says: 'Kill switch requires ADMIN or SECURITY role',
    quote: 'HTTP 403',
  },
  {
    name: '403-no-rule',
    fate: 'refused',
    words: 'This gateway has no rule for this (403)',
    advice: 'Nobody can do it, with any role, here or by curl',
    says: 'no RBAC rule covers',
    quote: 'HTTP 403',
  },
  {
    name: '403-tenant',
    fate: 'refused',
    words: 'The session is another tenant’s (403)',
    says: 'Cross-tenant kill-switch operation rejected',
  },
  {
    name: '403-tenant-blocked',
    fate: 'refused',
    words: 'The tenant is blocked (403)',
    says: 'Tenant is blocked',
  },
  {
    name: '403-fail-closed',
    fate: 'refused',
    words: 'A service behind the gateway failed (403)',
    advice: 'It is not about your role.',
    says: 'Fail-Closed: decision service unavailable',
  },
  {
    name: '404',
    fate: 'refused',
    words: 'Not found (404)',
    advice: 'Check the tenant ID and the address of the API.',
    says: 'Not Found',
    quote: 'HTTP 404',
  },
  {
    name: '409',
    fate: 'refused',
    words: 'The state had already changed (409)',
    advice: 'Someone else just changed it.',
    quote: 'HTTP 409 · code conflict',
  },
  {
    name: '412',
    fate: 'refused',
    words: 'The state had already changed (412)',
    quote: 'HTTP 412 · code precondition_failed',
  },
  {
    name: '422',
    fate: 'refused',
    words: 'The server did not accept what was sent (422)',
    says: 'reason: String should have at least 1 character',
  },
  {
    name: '422-detail-list',
    fate: 'refused',
    words: 'The server did not accept what was sent (422)',
    says: 'reason: String should have at least 1 character',
  },
  {
    name: '429',
    fate: 'refused',
    words: 'Too many requests (429)',
    advice: 'A runaway agent may be using up the tenant’s quota.',
    says: 'Rate limit exceeded',
    quote: 'HTTP 429',
  },
  {
    name: '429-no-retry-after',
    fate: 'refused',
    words: 'Too many requests (429)',
    advice: 'Wait, then try again.',
    quote: 'HTTP 429',
  },
  {
    name: '500',
    fate: 'lost',
    words: 'The server failed (500)',
    says: 'An internal server error occurred',
    quote: 'HTTP 500',
  },
  { name: '502-html', fate: 'lost', words: 'The server is not available (502)', quote: 'HTTP 502' },
  {
    name: '503',
    fate: 'lost',
    words: 'The server is not available (503)',
    says: 'Security infrastructure timeout',
  },
  {
    name: '504',
    fate: 'lost',
    words: 'The server is not available (504)',
    quote: 'HTTP 504 · code decision_timeout',
  },
  {
    name: 'problem-json',
    fate: 'lost',
    words: 'The server failed (500)',
    says: 'Upstream failure',
    quote: 'HTTP 500',
  },
  // Status 200 or 204, but no proper answer.
  {
    name: 'html',
    fate: 'lost',
    words: 'Got a web page instead of data',
    quote: 'HTTP 200 · unreadable',
  },
  { name: 'truncated', fate: 'lost', words: 'The answer broke off', quote: 'HTTP 200 · unreadable' },
  {
    name: 'wrong-shape',
    fate: 'lost',
    words: 'The answer was not understood',
    quote: 'HTTP 200 · wrong-shape',
  },
  { name: 'other-tenant', fate: 'lost', words: 'The answer was about another tenant', quote: 'wrong-tenant' },
  { name: 'redacted-tenant', fate: 'lost', words: 'The tenant was not confirmed', quote: 'redacted-tenant' },
  { name: 'empty-body', fate: 'lost', words: 'The answer broke off', quote: 'HTTP 200 · unreadable' },
  { name: '204', fate: 'lost', words: 'The answer broke off', quote: 'HTTP 204 · unreadable' },
];
