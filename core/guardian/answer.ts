import type { paths } from '../contract/contract';
import { mayDiagnose, mayEnterSafeMode, mayRecover } from '../identity/roles';
import { judgeReason } from '../kill-switch/reason';
import type { AskingPerson, HostCall } from '../ports/ports';
import { field, parseBody, readInteger, refuseBroken } from '../http/call';
import { isReply, ok, refuse, refusePlain, type Reply } from '../http/reply';
import { acknowledgeKill, enterSafeMode, exitSafeMode, resetPolicy, rollBackCore, type Act } from './actions';
import { exitChecks } from './conditions';
import { exportLogs, verifyIntegrity, type Diagnosis } from './diagnostics';
import { listEvents } from './events';
import type { RandomBytes } from './sign';
import type { GuardianState } from './state';
import { readGuardian } from './status';

/** The control plane answers for its hosts, and the files are read where they are. */
type GuardianPath = Exclude<
  Extract<keyof paths, `/guardian/${string}`>,
  '/guardian/hosts' | '/guardian/files'
>;

/** What the Guardian cannot make itself. */
export interface Randomness {
  /** A new UUID. */
  newId(): string;
  randomBytes: RandomBytes;
}

interface Asked {
  guardian: GuardianState;
  call: HostCall;
  /** The person and the time, with a new id for what is recorded. */
  by(): Diagnosis;
  randomBytes: RandomBytes;
}

interface Rule {
  may(role: string): boolean;
  /** What the others are told. */
  sentence: string;
  answer(asked: Asked): Reply;
}

const reading = (answer: Rule['answer']): Rule => ({ may: () => true, sentence: '', answer });
const diagnosing = (answer: Rule['answer']): Rule => ({
  may: mayDiagnose,
  sentence: 'Guardian requires ADMIN, SECURITY or AUDITOR role',
  answer,
});
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
  carryOut: (guardian: GuardianState, act: Act, randomBytes: RandomBytes) => unknown,
): Rule['answer'] {
  return (asked) => {
    const act = readAct(asked, confirmed);
    if (isReply(act)) return act;
    const done = carryOut(asked.guardian, act, asked.randomBytes);
    return isReply(done) ? done : ok(done);
  };
}

/** The status after an action that has no answer of its own. */
const thenStatus =
  (carryOut: (guardian: GuardianState, act: Act) => Reply | null) => (guardian: GuardianState, act: Act) =>
    carryOut(guardian, act) ?? readGuardian(guardian);

function readEvents({ guardian, call: { query } }: Asked): Reply {
  const limit = readInteger(query, 'limit', 50, 1, 500);
  if (isReply(limit)) return limit;
  const events = listEvents(guardian, limit, query.get('before'));
  return isReply(events) ? events : ok({ items: events });
}

function exportFile({ guardian, by }: Asked): Reply {
  const { fileName, contentType, text } = exportLogs(guardian, by());
  const headers = {
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
  };
  return { status: 200, body: text, headers };
}

const rules: Record<GuardianPath, Partial<Record<string, Rule>>> = {
  '/guardian/status': { GET: reading(({ guardian }) => ok(readGuardian(guardian))) },
  '/guardian/events': { GET: diagnosing(readEvents) },
  '/guardian/safe-mode/enter': { POST: entering(acting(false, thenStatus(enterSafeMode))) },
  '/guardian/safe-mode/exit': {
    GET: diagnosing(({ guardian }) => ok(exitChecks(guardian))),
    POST: recovering(acting(true, exitSafeMode)),
  },
  '/guardian/kill/acknowledge': { POST: recovering(acting(true, thenStatus(acknowledgeKill))) },
  '/guardian/policy/reset': {
    POST: recovering(acting(true, resetPolicy)),
  },
  '/guardian/core/rollback': { POST: recovering(acting(true, rollBackCore)) },
  '/guardian/integrity/verify': {
    POST: diagnosing(({ guardian, by }) => ok(verifyIntegrity(guardian, by()))),
  },
  '/guardian/logs/export': { POST: diagnosing(exportFile) },
};

const isKnown = (path: string): path is GuardianPath => Object.hasOwn(rules, path);

/**
 * Answers a call to a Guardian at `now` (ms), and changes its state by what came of it, also when the call is refused. The
 * Guardian itself judges whether the person's role may do it.
 */
export function answerGuardian(
  guardian: GuardianState,
  call: HostCall,
  person: AskingPerson,
  now: number,
  { newId, randomBytes }: Randomness,
): Reply {
  if (!isKnown(call.path)) return refusePlain(404, 'Not Found');
  const rule = rules[call.path][call.method];
  if (!rule) return refusePlain(405, 'Method Not Allowed');
  if (!rule.may(person.role)) return refuse(403, rule.sentence);
  const by = () => ({ operator: person.email, at: now, correlationId: newId() });
  return rule.answer({ guardian, call, by, randomBytes });
}
