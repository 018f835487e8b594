import { mayUseKillSwitch } from '../identity/roles';
import { fingerprintOf, judgeRepeat } from '../kill-switch/kept-answer';
import { judgeReason } from '../kill-switch/reason';
import { recordRefusal } from '../kill-switch/refused';
import { sinceOf, statusOf } from '../kill-switch/status';
import { toggle, type ToggleOrder } from '../kill-switch/toggle';
import type { SwitchState } from '../ports/records';
import type { Transaction } from '../ports/store';
import { field, refuseBroken, type Call } from './call';
import { actorOf, changeAs, readAs, type Caller, type Limit } from './caller';
import { readEffect } from './effect';
import { isReply, ok, refuse, validationFailed, type Reply } from './reply';

/** Refuses whoever may not use the kill switch of the tenant in the path, which must be the caller's own. */
function refuseOthers(tenantId: string, { person, session }: Caller): Reply | null {
  if (tenantId !== session.tenantId) return refuse(403, 'Cross-tenant kill-switch operation rejected');
  if (!mayUseKillSwitch(person.role)) return refuse(403, 'Kill switch requires ADMIN or SECURITY role');
  return null;
}

export function readStatus(call: Call, tenantId: string, limit: Limit): Promise<Reply> {
  return readAs(
    call,
    limit,
    async (reading, caller) =>
      refuseOthers(tenantId, caller) ?? ok(statusOf(tenantId, await reading.switchState())),
  );
}

export function readEffectOf(call: Call, tenantId: string, limit: Limit): Promise<Reply> {
  return readAs(
    call,
    limit,
    async (reading, caller) =>
      refuseOthers(tenantId, caller) ?? ok(await readEffect(reading, call.ports.leaseMs)),
  );
}

export async function carryOutToggle(
  call: Call,
  tenantId: string,
  engage: boolean,
  limit: Limit,
): Promise<Reply> {
  const { requestId, ports } = call;
  return changeAs(call, limit, async (tx, caller) => {
    const { person } = caller;
    const stranger = refuseOthers(tenantId, caller);
    if (stranger) {
      const refused = { actor: actorOf(person), engage, requestId, why: 'role' };
      if (tenantId === tx.tenant.id) await recordRefusal(tx, refused, ports.newId);
      return stranger;
    }
    const order = readOrder(call, caller, engage);
    return isReply(order) ? order : answerOnce(tx, call, person.id, order);
  });
}

/** What the request orders, or why it cannot be understood. */
function readOrder(call: Call, { person }: Caller, engage: boolean): ToggleOrder | Reply {
  const wrong = engage ? refuseAction(call) : refuseBroken(call.body);
  if (wrong) return wrong;
  const reason = field(call.body, 'reason');
  const fault = judgeReason(reason);
  if (fault || typeof reason !== 'string') return refuse(400, fault ?? 'reason_required');
  const expectedEpoch = engage ? null : readEpoch(call.ifMatch);
  if (isReply(expectedEpoch)) return expectedEpoch;
  return {
    engage,
    actor: actorOf(person),
    reason,
    requestId: call.requestId,
    address: call.origin.address || null,
    expectedEpoch,
    announce: call.ports.announces,
  };
}

/** POST engages, and nothing else: a release is a DELETE. */
function refuseAction({ body }: Call): Reply | null {
  const broken = refuseBroken(body);
  if (broken) return broken;
  const action = field(body, 'action');
  if (action === 'engage') return null;
  const input = body.kind === 'json' ? body.value : null;
  if (action === undefined) {
    const loc = body.kind === 'none' ? ['body'] : ['body', 'action'];
    return validationFailed({ type: 'missing', loc, msg: 'Field required', input });
  }
  const ctx = { expected: "'engage'" };
  const msg = `Input should be ${ctx.expected}`;
  return validationFailed({ type: 'literal_error', loc: ['body', 'action'], msg, input: action, ctx });
}

function readEpoch(ifMatch: string | null): number | null | Reply {
  if (ifMatch === null) return null;
  const epoch = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  return epoch === undefined ? refuse(400, 'if_match_invalid') : Number(epoch);
}

/** The same request, sent again, gets the same answer: a resent release must never undo somebody's later engage. */
async function answerOnce(tx: Transaction, call: Call, personId: string, order: ToggleOrder): Promise<Reply> {
  const { requestId, ports } = call;
  const fingerprint = fingerprintOf(call);
  const kept = await tx.keptAnswer(personId, requestId);
  switch (judgeRepeat(kept, fingerprint, tx.now)) {
    case 'reused':
      return refuse(409, 'request_id_reused');
    case 'repeated':
      return { status: kept?.status ?? 500, body: JSON.parse(kept?.body ?? 'null') };
    case 'new': {
      const { kind, state } = await toggle(tx, order, ports.newId);
      const reply = answers[kind](tx.tenant.id, state);
      const { status, body } = reply;
      await tx.keepAnswer(personId, requestId, {
        fingerprint,
        status,
        body: JSON.stringify(body),
        at: tx.now,
      });
      if (kind === 'changed') {
        const { epoch, engaged } = state;
        ports.observe({ kind: 'toggled', tenantId: tx.tenant.id, epoch, engaged, requestId });
      }
      return reply;
    }
  }
}

const answers: Record<
  'changed' | 'already' | 'epoch-changed',
  (tenantId: string, state: SwitchState) => Reply
> = {
  changed: (tenant_id, { engaged, epoch }) =>
    ok({ status: engaged ? 'engaged' : 'disengaged', tenant_id, epoch }),
  already: (_tenantId, state) =>
    refuse(409, state.engaged ? 'already_engaged' : 'already_disengaged', sinceOf(state)),
  'epoch-changed': (tenantId, state) => refuse(412, 'epoch_changed', statusOf(tenantId, state)),
};
