import { http, type HttpHandler } from 'msw';
import type { operations } from '../../core/contract/contract';
import type { Backend } from '../backend';
import { createAgentAnswer } from './agent-calls';
import { createAnswer, type CookieMode } from './answer';

/** The calls of the contract that agents, their proxies and monitors make, by `operationId`. */
export type AgentCall = 'execute' | 'authorize' | 'authorizePath' | 'isAlive' | 'isReady' | 'getMetrics';

export type PersonCall = Exclude<keyof operations, AgentCall>;

type Verb = 'get' | 'post' | 'delete';

/** Every call of a person, at any origin and under any prefix. A call that is missing here does not compile. */
const calls: Record<PersonCall, [verb: Verb, path: string]> = {
  signIn: ['post', '*/auth/token'],
  whoAmI: ['get', '*/auth/me'],
  renewSession: ['post', '*/auth/refresh'],
  signOut: ['post', '*/auth/logout'],
  listSsoProviders: ['get', '*/auth/sso/providers'],
  getKillSwitch: ['get', '*/decision/kill-switch/:tenant_id'],
  engageKillSwitch: ['post', '*/decision/kill-switch/:tenant_id'],
  disengageKillSwitch: ['delete', '*/decision/kill-switch/:tenant_id'],
  getEffect: ['get', '*/decision/kill-switch/:tenant_id/effect'],
  listAuditRows: ['get', '*/audit/logs'],
  verifyAuditChain: ['get', '*/audit/logs/verify'],
  getCheckpoint: ['get', '*/audit/checkpoint'],
  getAuditBundle: ['get', '*/audit/bundle'],
  listHosts: ['get', '*/guardian/hosts'],
  getGuardianStatus: ['get', '*/guardian/status'],
  listGuardianEvents: ['get', '*/guardian/events'],
  enterSafeMode: ['post', '*/guardian/safe-mode/enter'],
  getExitChecks: ['get', '*/guardian/safe-mode/exit'],
  exitSafeMode: ['post', '*/guardian/safe-mode/exit'],
  acknowledgeKill: ['post', '*/guardian/kill/acknowledge'],
  resetPolicy: ['post', '*/guardian/policy/reset'],
  rollBackCore: ['post', '*/guardian/core/rollback'],
  verifyIntegrity: ['post', '*/guardian/integrity/verify'],
  exportLogs: ['post', '*/guardian/logs/export'],
  readProjectFile: ['get', '*/guardian/files'],
  getControlStatus: ['get', '*/control/api/status'],
  stopFrontend: ['post', '*/control/api/stop'],
};

/** Their paths, which answer every method. */
const agentCalls: Record<AgentCall, string> = {
  execute: '*/execute',
  authorize: '*/authz',
  authorizePath: '*/authz/*',
  isAlive: '*/healthz',
  isReady: '*/readyz',
  getMetrics: '*/metrics',
};

/**
 * Request handlers for every call of the contract: core's rules, with the backend's faults around them. In a service worker, and
 * in tests without a network, no browser keeps an HttpOnly cookie. So the backend keeps it, unless the option says that requests
 * carry it.
 */
export function createHandlers(
  backend: Backend,
  { cookies = 'jar' }: { cookies?: CookieMode } = {},
): HttpHandler[] {
  const answer = createAnswer(backend, cookies);
  const handlers = Object.values(calls).map(([verb, path]) => http[verb](path, answer));
  // Requests with another method match none of the handlers above.
  const paths = new Set(handlers.map(({ info }) => info.path));
  const agentAnswer = createAgentAnswer(backend);
  const ofAgents = Object.values(agentCalls).map((path) => http.all(path, agentAnswer));
  return [...handlers, ...[...paths].map((path) => http.all(path, answer)), ...ofAgents];
}
