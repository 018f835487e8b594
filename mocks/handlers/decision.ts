import { http } from 'msw';
import { readStatus, toggle } from '../kill-switch';
import { judgeReason } from '../../core/kill-switch/reason';
import { ok, refuse, validationFailed } from '../reply';
import { mayUseKillSwitch } from '../../core/identity/roles';
import type { Caller } from '../sessions';
import type { Answer } from './answer';
import { field, refuseBroken, requireCaller, requireCallerWithinRate, type Body, type Call } from './call';

/** Throws unless the caller may use the kill switch of the tenant in the path, which must be the caller's own. */
function requireOperator(tenantId: string, caller: Caller): Caller {
  if (tenantId !== caller.session.tenantId) {
    throw refuse(403, 'Cross-tenant kill-switch operation rejected');
  }
  if (!mayUseKillSwitch(caller.role)) throw refuse(403, 'Kill switch requires ADMIN or SECURITY role');
  return caller;
}

function readAction(body: Body): 'engage' | 'disengage' {
  const action = field(body, 'action');
  if (action === 'engage' || action === 'disengage') return action;
  const input = body.kind === 'json' ? body.value : null;
  if (action === undefined) {
    const loc = body.kind === 'none' ? ['body'] : ['body', 'action'];
    throw validationFailed({ type: 'missing', loc, msg: 'Field required', input });
  }
  const expected = "'engage' or 'disengage'";
  throw validationFailed({
    type: 'literal_error',
    loc: ['body', 'action'],
    msg: `Input should be ${expected}`,
    input: action,
    ctx: { expected },
  });
}

/** Throws 400 for a reason that is missing, blank, too long or not a text. */
function readReason({ body }: Call): string {
  const reason = field(body, 'reason');
  const fault = judgeReason(reason);
  if (fault || typeof reason !== 'string') throw refuse(400, fault ?? 'reason_required');
  return reason;
}

function carryOut(call: Call, { persona, session: { tenantId } }: Caller, engage: boolean) {
  const { db, requestId } = call;
  const by = { id: persona.id, email: persona.email };
  toggle(db, { tenantId, engage, by, reason: readReason(call), requestId }, call.now);
  const status: 'engaged' | 'disengaged' = engage ? 'engaged' : 'disengaged';
  return ok({ status, tenant_id: tenantId });
}

const PATH = '*/decision/kill-switch/:tenant_id';

export const decisionHandlers = (answer: Answer) => [
  http.get(
    PATH,
    answer<'getKillSwitch'>((call, { tenant_id: tenantId }) => {
      requireOperator(tenantId, requireCaller(call));
      return ok(readStatus(call.db, tenantId));
    }),
  ),

  http.post(
    PATH,
    answer<'engageKillSwitch'>((call, { tenant_id: tenantId }) => {
      const operator = requireOperator(tenantId, requireCallerWithinRate(call));
      refuseBroken(call);
      return carryOut(call, operator, readAction(call.body) === 'engage');
    }),
  ),

  http.delete(
    PATH,
    answer<'disengageKillSwitch'>((call, { tenant_id: tenantId }) => {
      const operator = requireOperator(tenantId, requireCallerWithinRate(call));
      refuseBroken(call);
      return carryOut(call, operator, false);
    }),
  ),
];
