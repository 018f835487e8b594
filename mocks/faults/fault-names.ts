/** Refusals before anything is done: the request never reaches the service, or the service refuses it. */
const REFUSALS = [
  '400',
  '401',
  '403',
  '403-tenant',
  '403-tenant-blocked',
  '403-no-rule',
  '403-fail-closed',
  '401-failed',
  '404',
  '409',
  '412',
  '422',
  '422-detail-list',
  '429',
  '429-no-retry-after',
  '429-address',
  '500',
  '502-html',
  '503',
  '504',
  'problem-json',
  'html',
] as const;

const TRANSPORTS = ['slow', 'hang', 'offline'] as const;

/** The request is carried out, then its answer is lost or damaged. */
const SPOILERS = [
  '504-but-done',
  '403-but-done',
  'hang-but-done',
  'offline-but-done',
  'empty-body',
  '204',
  'truncated',
  'wrong-shape',
  'other-tenant',
  'redacted-tenant',
  'redacted-answers',
  'wrong-length',
] as const;

/** The service itself works differently. These apply everywhere they make sense, whichever target they are set for. */
const STATES = [
  'no-engaged-at',
  'stale-replica',
  'reason-ignored',
  'delete-body-lost',
  'delete-body-lost-accepted',
  'disengage-reverts',
  'audit-lag',
  'verify-names-no-row',
  'me-refused',
  'me-empty',
  'renewal-refused',
  'logout-refused',
  'one-mechanism',
  'mode-contradiction',
  'children-in-safe-mode',
  'capability-leak',
  'signature-invalid',
  'condition-returns',
  'control-off',
  'stop-half-succeeds',
  'stop-fails',
] as const;

/** A gateway of the agents has trouble with its way to the store. */
const GATEWAYS = ['gateway-silent', 'gateway-late'] as const;

export type RefusalFault = (typeof REFUSALS)[number];
type TransportFault = (typeof TRANSPORTS)[number];
export type SpoilerFault = (typeof SPOILERS)[number];
export type StateFault = (typeof STATES)[number];
export type GatewayFault = (typeof GATEWAYS)[number];
export type FaultName = TransportFault | RefusalFault | SpoilerFault | StateFault | GatewayFault;

export const FAULT_TARGETS = [
  'any',
  'auth',
  'status',
  'toggle',
  'history',
  'guardian',
  'guardian-action',
  'control',
] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];
/** The kind of a request. `any` is only for setting faults. */
export type RequestTarget = Exclude<FaultTarget, 'any'>;

export const faultNames: readonly FaultName[] = [
  ...TRANSPORTS,
  ...REFUSALS,
  ...SPOILERS,
  ...STATES,
  ...GATEWAYS,
];

export const isFaultName = (text: string): text is FaultName => faultNames.some((name) => name === text);
export const isFaultTarget = (text: string): text is FaultTarget =>
  FAULT_TARGETS.some((name) => name === text);
export const isRefusal = (name: FaultName): name is RefusalFault => REFUSALS.some((other) => other === name);
export const isSpoiler = (name: FaultName): name is SpoilerFault => SPOILERS.some((other) => other === name);

/** The target of a fault when none is named: `?fault=no-engaged-at,reason-ignored`. */
const homes: Record<StateFault | GatewayFault, RequestTarget> = {
  'no-engaged-at': 'status',
  'stale-replica': 'status',
  'reason-ignored': 'toggle',
  'delete-body-lost': 'toggle',
  'delete-body-lost-accepted': 'toggle',
  'disengage-reverts': 'toggle',
  'audit-lag': 'history',
  'verify-names-no-row': 'history',
  'me-refused': 'auth',
  'me-empty': 'auth',
  'renewal-refused': 'auth',
  'logout-refused': 'auth',
  'one-mechanism': 'guardian',
  'mode-contradiction': 'guardian',
  'children-in-safe-mode': 'guardian',
  'capability-leak': 'guardian',
  'signature-invalid': 'guardian-action',
  'condition-returns': 'guardian-action',
  'control-off': 'control',
  'stop-half-succeeds': 'control',
  'stop-fails': 'control',
  'gateway-silent': 'status',
  'gateway-late': 'status',
};

const hasHome = (name: FaultName): name is keyof typeof homes => Object.hasOwn(homes, name);
export const homeOf = (name: FaultName): FaultTarget => (hasHome(name) ? homes[name] : 'any');

export const faultLabels: Record<FaultName, string> = {
  slow: 'Answers after 2.5 seconds',
  hang: 'Never answers, and does nothing',
  offline: 'Connection fails before anything is done',
  '400': '400 Bad request',
  '401': '401 Session not valid',
  '403': '403 Role may not do this',
  '403-tenant': '403 Another tenant',
  '403-tenant-blocked': '403 Tenant is blocked',
  '403-no-rule': '403 No rule covers the route',
  '403-fail-closed': '403 Decision service is down (fail-closed)',
  '401-failed': '401 Sign-in service failed (Redis or PostgreSQL is down)',
  '404': '404 Not found',
  '409': '409 Conflict',
  '412': '412 Precondition failed',
  '422': '422 Validation failed, in the envelope',
  '422-detail-list': '422 Validation failed, as a FastAPI list',
  '429': '429 Too many requests, retry after 12 seconds',
  '429-no-retry-after': '429 Too many requests, without saying how long',
  '429-address': '429 Too many failed sign-ins from this address',
  '500': '500 Internal error',
  '502-html': '502 HTML page of a proxy',
  '503': '503 Redis is down',
  '504': '504 Timeout, and nothing was done',
  'problem-json': '500 as problem+json',
  html: '200 HTML page of a captive portal',
  '504-but-done': '504 Timeout, but it was done',
  '403-but-done': '403 Decision service is down (fail-closed), but it was done',
  'hang-but-done': 'Never answers, but it was done',
  'offline-but-done': 'Connection lost after it was done',
  'empty-body': '200 with no body',
  '204': '204 with no body',
  truncated: 'JSON breaks off half-way',
  'wrong-shape': '200 with the wrong shape',
  'other-tenant': "Another tenant's id in the answer",
  'redacted-tenant': 'Tenant id redacted in the answer',
  'redacted-answers': 'Token, email and hashes redacted, as the running Aegis',
  'wrong-length': 'Redacted, and cut off: longer announced than sent, as the running Aegis',
  'no-engaged-at': 'Status without time and operator, as the running Aegis',
  'stale-replica': 'Status is 20 seconds behind the newest toggle',
  'reason-ignored': 'Reason ignored, a constant stored, as the running Aegis',
  'delete-body-lost': 'Proxy drops the DELETE body; refused with 400',
  'delete-body-lost-accepted': 'Proxy drops the DELETE body; accepted without a reason',
  'disengage-reverts': 'Disengage is undone after 30 seconds by reconciliation',
  'audit-lag': 'Audit rows appear 12 seconds late',
  'verify-names-no-row': 'A broken audit chain names no row, as the running Aegis',
  'me-refused': '/auth/me refuses viewers and auditors, as the running Aegis',
  'me-empty': '/auth/me answers 200 with no body, as the running Aegis',
  'renewal-refused': 'Nobody may renew a session, as the running Aegis',
  'logout-refused': 'Nobody may end a session, as the running Aegis',
  'one-mechanism': 'Guardian can reach one kill mechanism only',
  'mode-contradiction': 'Guardian says NORMAL, with an active entry condition',
  'children-in-safe-mode': 'Guardian has child processes in Safe Mode',
  'capability-leak': 'Shell execution is enabled in Safe Mode',
  'signature-invalid': 'The approval record is signed wrongly',
  'condition-returns': 'A KILL file reappears just before Safe Mode ends',
  'control-off': 'The control API is switched off',
  'stop-half-succeeds': 'The frontend stops in part, with warnings',
  'stop-fails': 'The frontend does not stop',
  'gateway-silent': 'Gateway-b does not reach the server',
  'gateway-late': 'Gateway-c learns of a toggle 3 seconds later',
};
