import type { paths } from '../contract/contract';
import { field, parseBody, readInteger, refuseBroken } from '../http/call';
import { readRefusedCalls } from '../hosts/refused-calls';
import { CONTROL_PLANE } from '../hosts/statement';
import { isReply, ok, refuse, refusePlain, type Reply } from '../http/reply';
import { mayDiagnose, mayEnterSafeMode, mayRecover } from '../identity/roles';
import { judgeReason } from '../kill-switch/reason';
import type { AskingPerson, HostCall } from '../ports/ports';
import type { Act } from './actions';
import { acknowledge, enter, exit, resetPolicy, rollBack } from './carry-out';
import { exitChecks } from './conditions';
import type { Desk } from './desk';
import { exportEvent, integrityReport, logFile, type Diagnosis } from './diagnostics';
import { isEventId } from './events';
import { readFile } from './files';
import { install } from './install-core';
import { readGuardian } from './status';

/** The control plane answers for its hosts. `/local/*` comes by the sockets of the host only. */
type Path =
  | Exclude<Extract<keyof paths, `/guardian/${string}`>, '/guardian/hosts'>
  | '/guardian/outbox'
  | '/guardian/refused-calls'
  | '/local/install-core'
  | '/local/start-safe'
  | '/local/stop';

/** Whoever uses the socket that is open to every user of the host. */
export const LOCAL = 'LOCAL';
const OUTBOX_LIMIT = 100;
const EXPORT_LIMIT = 10_000;

interface Asked {
  desk: Desk;
  call: HostCall;
  /** The person and the time, with a new id for what is recorded. */
  by(): Diagnosis;
}

interface Rule {
  may(role: string): boolean;
  /** What the others are told. */
  sentence: string;
  answer(asked: Asked): Reply | Promise<Reply>;
}

const reading = (answer: Rule['answer']): Rule => ({ may: () => true, sentence: '', answer });
const diagnosing = (answer: Rule['answer']): Rule => ({
  may: mayDiagnose,
  sentence: 'Guardian requires ADMIN, SECURITY or AUDITOR role',
  answer,
});
/** F7 §3 requires nothing for it. */
const local = (rule: Rule): Rule => ({ ...rule, may: (role) => role === LOCAL || rule.may(role) });
const entering = (answer: Rule['answer']): Rule => ({
  may: mayEnterSafeMode,
  sentence: 'Entering Safe Mode requires ADMIN or SECURITY role',
  answer,
});
const recovering = (answer: Rule['answer']): Rule => ({
  may: mayRecover,
  sentence: 'Recovery requires ADMIN role',
  answer,
});
const delivering = (answer: Rule['answer']): Rule => ({
  may: (role) => role === CONTROL_PLANE,
  sentence: 'This is for the control plane',
  answer,
});

/** The reason, and the confirmation where one is required. Refused with 422 for invalid JSON, otherwise with 400. */
function readAct({ call, by }: Asked, confirmed: boolean): Act | Reply {
  const body = parseBody(call.body);
  const broken = refuseBroken(body);
  if (broken) return broken;
  const reason = field(body, 'reason');
  const fault = judgeReason(reason);
  if (fault || typeof reason !== 'string') return refuse(400, fault ?? 'reason_required');
  if (confirmed && field(body, 'confirm') !== true) return refuse(400, 'confirmation_required');
  // Half a character cannot be signed.
  return { ...by(), reason: reason.replaceAll(/\p{Surrogate}/gu, '\uFFFD') };
}

/** Answers what came of an action, or why it could not be understood. */
function acting(
  confirmed: boolean,
  carryOut: (desk: Desk, act: Act, call: HostCall) => unknown,
): Rule['answer'] {
  return async (asked) => {
    const act = readAct(asked, confirmed);
    if (isReply(act)) return act;
    const done = await carryOut(asked.desk, act, asked.call);
    return isReply(done) ? done : ok(done);
  };
}

async function readEvents({ desk, call: { query } }: Asked): Promise<Reply> {
  const limit = readInteger(query, 'limit', 50, 1, 500);
  if (isReply(limit)) return limit;
  const before = query.get('before');
  if (before !== null && !isEventId(before)) return refuse(400, 'unknown_event');
  return ok({ items: await desk.events(limit, before) });
}

/** Whoever asks for what is newer than an event has everything up to it. `newest` tells them when this log was put back. */
async function readOutbox({ desk, call: { query } }: Asked): Promise<Reply> {
  const after = query.get('after') || null;
  if (after !== null && !isEventId(after)) return refuse(400, 'unknown_event');
  if (after !== null && after !== desk.state().delivered) desk.tell({ type: 'delivered', upTo: after });
  const [newest] = await desk.events(1, null);
  return ok({ items: await desk.outbox(OUTBOX_LIMIT, after), newest: newest?.id ?? null });
}

/** What the gateways have refused to agents of this host. */
function takeRefusedCalls({ desk, call }: Asked): Reply {
  const body = parseBody(call.body);
  const calls = body.kind === 'json' ? readRefusedCalls(body.value) : null;
  if (!calls) return refuse(400, 'unreadable_calls');
  desk.tell({ type: 'calls-refused', calls });
  return ok({ taken: calls.length });
}

async function readExitChecks({ desk }: Asked): Promise<Reply> {
  await desk.lookNow();
  return ok(exitChecks(desk.state()));
}

async function verify({ desk, by }: Asked): Promise<Reply> {
  const [found, log] = await Promise.all([desk.verifyNow(), desk.verifyLog()]);
  const { report, event } = integrityReport([...found, log], by());
  await desk.record(event);
  return ok(report);
}

async function exportFile({ desk, by }: Asked): Promise<Reply> {
  const diagnosis = by();
  await desk.record(exportEvent(diagnosis));
  const { fileName, text } = logFile(desk.state(), await desk.events(EXPORT_LIMIT, null), diagnosis);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Disposition': `attachment; filename="${fileName}"`,
  };
  return { status: 200, body: text, headers };
}

function startSafe({ desk, by }: Asked): Reply {
  desk.tell({ type: 'start-safe', operator: by().operator });
  return ok(readGuardian(desk.state()));
}

function stop({ desk }: Asked): Reply {
  desk.stop();
  return ok(readGuardian(desk.state()));
}

const rules: Record<Path, Partial<Record<string, Rule>>> = {
  '/guardian/status': { GET: reading(({ desk }) => ok(readGuardian(desk.state()))) },
  '/guardian/events': { GET: diagnosing(readEvents) },
  '/guardian/outbox': { GET: delivering(readOutbox) },
  '/guardian/refused-calls': { POST: delivering(takeRefusedCalls) },
  '/guardian/files': { GET: diagnosing(({ desk, call }) => readFile(desk, call.query.get('path') ?? '')) },
  '/guardian/safe-mode/enter': { POST: entering(acting(false, enter)) },
  '/guardian/safe-mode/exit': {
    GET: diagnosing(readExitChecks),
    POST: recovering(acting(true, exit)),
  },
  '/guardian/kill/acknowledge': { POST: recovering(acting(true, acknowledge)) },
  '/guardian/policy/reset': { POST: recovering(acting(true, resetPolicy)) },
  '/guardian/core/rollback': { POST: recovering(acting(true, rollBack)) },
  '/guardian/integrity/verify': { POST: local(diagnosing(verify)) },
  '/guardian/logs/export': { POST: local(diagnosing(exportFile)) },
  '/local/install-core': { POST: recovering(acting(true, install)) },
  '/local/start-safe': { POST: local(entering(startSafe)) },
  '/local/stop': { POST: recovering(stop) },
};

const isKnown = (path: string): path is Path => Object.hasOwn(rules, path);

/**
 * Answers a call to a Guardian at `now` (ms), also when it is refused. The Guardian itself judges whether the person's role
 * may do it. Rejects when something could not be read or written.
 */
export async function answerGuardian(
  desk: Desk,
  call: HostCall,
  person: AskingPerson,
  now: number,
): Promise<Reply> {
  if (!isKnown(call.path)) return refusePlain(404, 'Not Found');
  const rule = rules[call.path][call.method];
  if (!rule) return refusePlain(405, 'Method Not Allowed');
  if (!rule.may(person.role)) return refuse(403, rule.sentence);
  const by = () => ({ operator: person.email, at: now, correlationId: desk.newId() });
  return rule.answer({ desk, call, by });
}
