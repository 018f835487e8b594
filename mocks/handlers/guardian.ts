import { http } from 'msw';
import {
  acknowledgeKill,
  enterSafeMode,
  exitSafeMode,
  resetPolicy,
  rollBackCore,
  type Act,
} from '../guardian/actions';
import { exitChecks } from '../guardian/conditions';
import { exportLogs, verifyIntegrity } from '../guardian/diagnostics';
import { listEvents } from '../guardian/events';
import { hostOf } from '../guardian/host';
import type { GuardianState } from '../guardian/state';
import { readGuardian } from '../guardian/status';
import { judgeReason } from '../../core/kill-switch/reason';
import { ok, refuse } from '../reply';
import { mayDiagnose, mayEnterSafeMode, mayRecover } from '../../core/identity/roles';
import type { Answer } from './answer';
import { field, readInteger, refuseBroken, requireCaller, type Call } from './call';

interface Asking {
  guardian: GuardianState;
  operator: string;
}

/** The caller, and the Guardian of their tenant's host. Throws 403 with `sentence` for a role that may not. */
function ask(call: Call, may: (role: string) => boolean, sentence: string): Asking {
  const { persona, role, session } = requireCaller(call);
  if (!may(role)) throw refuse(403, sentence);
  return { guardian: hostOf(call.db, session.tenantId).guardian, operator: persona.email };
}

const anybody = (call: Call) => ask(call, () => true, '');
const diagnosing = (call: Call) =>
  ask(call, mayDiagnose, 'Guardian requires ADMIN, SECURITY or AUDITOR role');
const entering = (call: Call) =>
  ask(call, mayEnterSafeMode, 'Entering Safe Mode requires ADMIN or SECURITY role');
const recovering = (call: Call) => ask(call, mayRecover, 'Recovery requires ADMIN role');

/**
 * The person who acts, and the reason. Throws 422 for invalid JSON, and 400 when the reason or a required confirmation is
 * missing.
 */
function readAct({ body, now }: Call, operator: string, confirmed: boolean): Act {
  refuseBroken(body);
  const reason = field(body, 'reason');
  const fault = judgeReason(reason);
  if (fault || typeof reason !== 'string') throw refuse(400, fault ?? 'reason_required');
  if (confirmed && field(body, 'confirm') !== true) throw refuse(400, 'confirmation_required');
  // Half a character cannot be signed.
  return { operator, reason: reason.replaceAll(/\p{Surrogate}/gu, '\uFFFD'), at: now };
}

function statusOf(guardian: GuardianState, { faults, now }: Call) {
  return ok(readGuardian(guardian, faults, now));
}

export const guardianHandlers = (answer: Answer) => [
  http.get(
    '*/guardian/status',
    answer<'getGuardianStatus'>((call) => statusOf(anybody(call).guardian, call)),
  ),

  http.get(
    '*/guardian/events',
    answer<'listGuardianEvents'>((call) => {
      const { guardian } = diagnosing(call);
      const limit = readInteger(call, 'limit', 50, 1, 500);
      return ok({ items: listEvents(guardian, limit, call.query.get('before')) });
    }),
  ),

  http.post(
    '*/guardian/safe-mode/enter',
    answer<'enterSafeMode'>((call) => {
      const { guardian, operator } = entering(call);
      enterSafeMode(guardian, readAct(call, operator, false));
      return statusOf(guardian, call);
    }),
  ),

  http.get(
    '*/guardian/safe-mode/exit',
    answer<'getExitChecks'>((call) => ok(exitChecks(diagnosing(call).guardian))),
  ),

  http.post(
    '*/guardian/safe-mode/exit',
    answer<'exitSafeMode'>(async (call) => {
      const { guardian, operator } = recovering(call);
      return ok(await exitSafeMode(guardian, readAct(call, operator, true), call.faults));
    }),
  ),

  http.post(
    '*/guardian/kill/acknowledge',
    answer<'acknowledgeKill'>((call) => {
      const { guardian, operator } = recovering(call);
      acknowledgeKill(guardian, readAct(call, operator, true));
      return statusOf(guardian, call);
    }),
  ),

  http.post(
    '*/guardian/policy/reset',
    answer<'resetPolicy'>((call) => {
      const { guardian, operator } = recovering(call);
      return ok(resetPolicy(guardian, readAct(call, operator, true)));
    }),
  ),

  http.post(
    '*/guardian/core/rollback',
    answer<'rollBackCore'>((call) => {
      const { guardian, operator } = recovering(call);
      return ok(rollBackCore(guardian, readAct(call, operator, true)));
    }),
  ),

  http.post(
    '*/guardian/integrity/verify',
    answer<'verifyIntegrity'>((call) => {
      const { guardian, operator } = diagnosing(call);
      return ok(verifyIntegrity(guardian, { operator, at: call.now }));
    }),
  ),

  http.post(
    '*/guardian/logs/export',
    answer<'exportLogs'>((call) => {
      const { guardian, operator } = diagnosing(call);
      const file = exportLogs(guardian, { operator, at: call.now }, call.faults);
      return { status: 200, body: file };
    }),
  ),
];
