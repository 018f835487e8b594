// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createBackend } from '../backend';
import { createDb } from '../seeds/create-db';
import { createTestApi, START } from '../test-api';
import { createHandlers, type AgentCall, type PersonCall } from './handlers';

/**
 * Every call of a person, with the status for a request without a session. A call that is missing here does not compile.
 */
const calls: Record<PersonCall, [method: string, path: string, status: number]> = {
  signIn: ['POST', '/auth/token', 400],
  whoAmI: ['GET', '/auth/me', 401],
  renewSession: ['POST', '/auth/refresh', 401],
  signOut: ['POST', '/auth/logout', 400],
  listSsoProviders: ['GET', '/auth/sso/providers', 200],
  getKillSwitch: ['GET', '/decision/kill-switch/:tenant_id', 401],
  engageKillSwitch: ['POST', '/decision/kill-switch/:tenant_id', 401],
  disengageKillSwitch: ['DELETE', '/decision/kill-switch/:tenant_id', 401],
  getEffect: ['GET', '/decision/kill-switch/:tenant_id/effect', 401],
  listAuditRows: ['GET', '/audit/logs', 401],
  verifyAuditChain: ['GET', '/audit/logs/verify', 401],
  getCheckpoint: ['GET', '/audit/checkpoint', 401],
  getAuditBundle: ['GET', '/audit/bundle', 401],
  listHosts: ['GET', '/guardian/hosts', 401],
  getGuardianStatus: ['GET', '/guardian/status', 401],
  listGuardianEvents: ['GET', '/guardian/events', 401],
  enterSafeMode: ['POST', '/guardian/safe-mode/enter', 401],
  getExitChecks: ['GET', '/guardian/safe-mode/exit', 401],
  exitSafeMode: ['POST', '/guardian/safe-mode/exit', 401],
  acknowledgeKill: ['POST', '/guardian/kill/acknowledge', 401],
  resetPolicy: ['POST', '/guardian/policy/reset', 401],
  rollBackCore: ['POST', '/guardian/core/rollback', 401],
  verifyIntegrity: ['POST', '/guardian/integrity/verify', 401],
  exportLogs: ['POST', '/guardian/logs/export', 401],
  readProjectFile: ['GET', '/guardian/files', 401],
  getControlStatus: ['GET', '/control/api/status', 200],
  stopFrontend: ['POST', '/control/api/stop', 401],
};

/** Every call that agents, their proxies and monitors make, with the status for a request without a key. */
const agentCalls: Record<AgentCall, [method: string, path: string, status: number]> = {
  execute: ['POST', '/execute', 401],
  authorize: ['GET', '/authz', 401],
  authorizePath: ['GET', '/authz/*', 401],
  isAlive: ['GET', '/healthz', 200],
  isReady: ['GET', '/readyz', 200],
  getMetrics: ['GET', '/metrics', 404],
};

const paths = [...new Set(Object.values(calls).map(([, path]) => path))];

describe('the handlers', () => {
  it('exist once for each call of the contract, and for nothing else', async () => {
    const handlers = createHandlers(createBackend({ db: createDb({}, START) }));
    const handled = handlers.map(({ info }) => `${String(info.method)} ${String(info.path)}`);
    const inContract = Object.values(calls).map(([method, path]) => `${method} *${path}`);
    const otherMethods = paths.map((path) => `/.+/ *${path}`);
    const ofAgents = Object.values(agentCalls).map(([, path]) => `/.+/ *${path}`);
    expect(handled.toSorted()).toEqual([...inContract, ...otherMethods, ...ofAgents].toSorted());
  });

  it.each([...Object.values(calls), ...Object.values(agentCalls)])(
    'answer a request without a session or a key: %s %s gets %i',
    async (method, path, status) => {
      const { send } = await createTestApi();
      expect((await send(path, { method })).status).toBe(status);
      expect((await send(`/console${path}`, { method })).status).toBe(status);
    },
  );

  it.each(paths)('refuse a method that the contract does not allow: %s', async (path) => {
    const { json, send } = await createTestApi();
    const refused = { status: 405, body: { detail: 'Method Not Allowed' } };
    expect(await json(path, { method: 'PUT', body: {} })).toEqual(refused);
    expect((await send(path, { method: 'HEAD' })).status).toBe(405);
  });
});
