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
import { judgeReason } from '../reason';
import { refuse, succeed } from '../reply';
import { mayDiagnose, mayEnterSafeMode, mayRecover } from '../roles';
import { field, readInteger, refuseBroken, requireCaller, type Call } from './call';
import type { Path, Routes } from './route';

interface Asking {
  guardian: GuardianState;
  operator: string;
}

/** Who calls, and the Guardian of their tenant's host. Throws 403 with `sentence` for a role that may not. */
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

/** Who acts, and why. Throws 422 for no JSON, and 400 without a reason or, where it is asked for, a confirmation. */
function readAct({ body, now }: Call, operator: string, confirmed: boolean): Act {
  refuseBroken(body);
  const reason = field(body, 'reason');
  const fault = judgeReason(reason);
  if (fault || typeof reason !== 'string') throw refuse(400, fault ?? 'reason_required');
  if (confirmed && field(body, 'confirm') !== true) throw refuse(400, 'confirmation_required');
  // Half a character cannot be signed.
  return { operator, reason: reason.replaceAll(/\p{Surrogate}/gu, '\uFFFD'), at: now };
}

async function answerStatus({ faults, now }: Call, guardian: GuardianState) {
  return { status: 200, body: succeed(await readGuardian(guardian, faults, now)) };
}

export const guardianRoutes: Pick<Routes, Extract<Path, `/guardian/${string}`>> = {
  '/guardian/status': {
    get: (call) => answerStatus(call, anybody(call).guardian),
  },
  '/guardian/events': {
    get(call) {
      const { guardian } = diagnosing(call);
      const limit = readInteger(call, 'limit', 50, 1, 500);
      return { status: 200, body: succeed({ items: listEvents(guardian, limit, call.query.get('before')) }) };
    },
  },
  '/guardian/safe-mode/enter': {
    post(call) {
      const { guardian, operator } = entering(call);
      enterSafeMode(guardian, readAct(call, operator, false));
      return answerStatus(call, guardian);
    },
  },
  '/guardian/safe-mode/exit': {
    async get(call) {
      return { status: 200, body: succeed(await exitChecks(diagnosing(call).guardian)) };
    },
    async post(call) {
      const { guardian, operator } = recovering(call);
      const act = readAct(call, operator, true);
      return { status: 200, body: succeed(await exitSafeMode(guardian, act, call.faults)) };
    },
  },
  '/guardian/kill/acknowledge': {
    post(call) {
      const { guardian, operator } = recovering(call);
      acknowledgeKill(guardian, readAct(call, operator, true));
      return answerStatus(call, guardian);
    },
  },
  '/guardian/policy/reset': {
    async post(call) {
      const { guardian, operator } = recovering(call);
      return { status: 200, body: succeed(await resetPolicy(guardian, readAct(call, operator, true))) };
    },
  },
  '/guardian/core/rollback': {
    post(call) {
      const { guardian, operator } = recovering(call);
      return { status: 200, body: succeed(rollBackCore(guardian, readAct(call, operator, true))) };
    },
  },
  '/guardian/integrity/verify': {
    async post(call) {
      const { guardian, operator } = diagnosing(call);
      return { status: 200, body: succeed(await verifyIntegrity(guardian, { operator, at: call.now })) };
    },
  },
  '/guardian/logs/export': {
    async post(call) {
      const { guardian, operator } = diagnosing(call);
      return { status: 200, body: await exportLogs(guardian, { operator, at: call.now }, call.faults) };
    },
  },
};
