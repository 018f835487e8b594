// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '../../mocks/host/create-host';
import { createDesk, findingsOf, happen, type SimulatedGuardian } from '../../mocks/host/simulated-guardian';
import type { HostCall } from '../ports/ports';
import { answerGuardian } from './answer';
import { isCapability, judgeRequest } from './broker';
import { readGuardian } from './status';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const EVERYTHING = {
  shell_execution_allowed: true,
  self_upgrade_allowed: true,
  autonomy_ceiling: 'PROFILE-ELEVATED',
  network_origins: ['https://example.com'],
};
const DENIED = 'DENIED (Safe Mode)';

let guardian: SimulatedGuardian;
beforeEach(() => {
  ({ guardian } = createHost('host-1', NOW));
  const act = { operator: 'ada', reason: 'Drill', at: NOW, correlationId: 'c' };
  happen(guardian, { type: 'enter', act }, NOW);
  expect(guardian.mode).toBe('SAFE');
});

const judge = (capability: string, given: Record<string, unknown> = {}) =>
  judgeRequest(guardian.mode, EVERYTHING, { capability, arguments: given });

describe('Safe Mode cannot be bypassed by', () => {
  it('Core requests: every one is denied, whatever it asks for and the policy allows [F7-107, F7-105]', () => {
    const asked = [
      'ai_planning',
      'shell_execution',
      'network',
      'file_operations',
      'self_upgrade',
      'autonomy',
    ];
    expect(asked.filter((name) => isCapability(name))).toEqual(asked);
    for (const name of [...asked, 'exit_safe_mode', 'toString', ''])
      expect([name, judge(name)]).toEqual([name, DENIED]);
  });

  it('AI-generated plans: planning itself is denied, and so is each step [F7-108, F7-77, F7-88, F7-93]', () => {
    const plan: [string, Record<string, unknown>][] = [
      ['ai_planning', { goal: 'leave Safe Mode' }],
      ['file_operations', { operation: 'delete', path: 'KILL' }],
      ['network', { url: 'https://example.com/' }],
      ['autonomy', { profile: 'PROFILE-ELEVATED' }],
    ];
    expect(plan.map(([name, given]) => judge(name, given))).toEqual(plan.map(() => DENIED));
  });

  it('shell commands: each is denied [F7-109, F7-78, F7-89]', () => {
    const commands = ['exacta-guardian --exit-safe --yes', 'rm /var/lib/exacta/KILL', 'true'];
    for (const command of commands) expect(judge('shell_execution', { command })).toBe(DENIED);
  });

  it('upgrade proposals: each is refused with an event, and nothing is activated [F7-110, F7-80, F7-91]', () => {
    happen(guardian, { type: 'upgrade', version: '9.0.0', verified: true }, NOW);
    expect(guardian.core.version).toBe('2.4.1');
    expect(guardian.events.at(-1)).toMatchObject({ capability: 'self_upgrade', outcome: DENIED });
    expect(judge('self_upgrade', { version: '9.0.0' })).toBe(DENIED);
  });

  it('a user clicking UI buttons: no call of any role but the governed exit leads to NORMAL [F7-111, F7-95]', async () => {
    const paths = [
      'safe-mode/enter',
      'kill/acknowledge',
      'policy/reset',
      'core/rollback',
      'integrity/verify',
    ];
    const local = ['/local/start-safe', '/local/stop', '/local/exit-safe'];
    const roles = ['ADMIN', 'OWNER', 'SECURITY', 'AUDITOR', 'VIEWER', 'LOCAL', 'CONTROL_PLANE', 'NORMAL'];
    const randomness = { newId: () => 'id', randomBytes: (length: number) => new Uint8Array(length).fill(7) };
    const send = (path: string, role: string) => {
      const call: HostCall = {
        method: 'POST',
        path,
        query: new URLSearchParams('mode=NORMAL'),
        body: JSON.stringify({ reason: 'Please', confirm: true, mode: 'NORMAL' }),
        requestId: 'r',
        adminToken: null,
      };
      return answerGuardian(
        createDesk(guardian, NOW, randomness),
        call,
        { id: 'x', email: 'x@y', role },
        NOW,
      );
    };
    for (const role of roles) {
      for (const path of [...paths.map((end) => `/guardian/${end}`), ...local]) await send(path, role);
      if (role !== 'ADMIN' && role !== 'OWNER') await send('/guardian/safe-mode/exit', role);
      expect([role, guardian.mode]).toEqual([role, 'SAFE']);
    }
  });

  it('environment variables: no rule and no adapter of the Guardian reads one [F7-112]', () => {
    const root = join(import.meta.dirname, '../..');
    const files = [
      'core/guardian',
      'guardian/engine',
      'guardian/daemon',
      'guardian/home',
      'guardian/core-process',
    ];
    const sources = files.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts') && !/test/.test(name))
        .map((name) => join(root, folder, name)),
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.filter((path) => /process\.env\b/.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('configuration file changes: another policy, sealed or not, changes neither mode nor capabilities [F7-113, F7-81, F7-94]', () => {
    const before = readGuardian(guardian).capabilities;
    for (const intact of [true, false]) {
      const policy = { settings: { ...EVERYTHING, mode: 'NORMAL', safe_mode: false }, hash: 'x', intact };
      happen(guardian, { type: 'findings', findings: { ...findingsOf(guardian), policy } }, NOW);
      const { mode, profile, capabilities } = readGuardian(guardian);
      expect([mode, profile, capabilities]).toEqual(['SAFE', 'PROFILE-SAFE', before]);
    }
  });
});
