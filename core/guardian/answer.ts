import type { paths } from '../contract/contract';
import { mayDiagnose, mayEnterSafeMode, mayRecover } from '../identity/roles';
import { judgeReason } from '../kill-switch/reason';
import type { AskingPerson, HostCall } from '../ports/ports';
import { envelope, json, refusalReply, type HostReply } from '../http/host-reply';
import { readInteger, readMembers } from '../http/input';
import { done, refused, type Outcome } from '../http/outcome';
import { acknowledgeKill, enterSafeMode, exitSafeMode, resetPolicy, rollBackCore, type Act } from './actions';
import { exitChecks } from './conditions';
import { exportLogs, verifyIntegrity, type Diagnosis } from './diagnostics';
import { listEvents } from './events';
import type { RandomBytes } from './sign';
import type { GuardianState } from './state';
import { readGuardian } from './status';

type GuardianPath = Extract<keyof paths, `/guardian/${string}`>;

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
  answer(asked: Asked): HostReply;
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
function readAct({ call, by }: Asked, confirmed: boolean): Outcome<Act> {
  const members = readMembers(call.body);
  if (members.refusal) return members;
  const reason = members.data.get('reason');
  const fault = judgeReason(reason);
  if (fault || typeof reason !== 'string') return refused(400, fault ?? 'reason_required');
  if (confirmed && members.data.get('confirm') !== true) return refused(400, 'confirmation_required');
  // Half a character cannot be signed.
  return done({ ...by(), reason: reason.replaceAll(/\p{Surrogate}/gu, '\uFFFD') });
}

/** Answers what came of an action, or why it could not be understood. */
function acting(
  confirmed: boolean,
  carryOut: (guardian: GuardianState, act: Act, randomBytes: RandomBytes) => Outcome<unknown>,
): Rule['answer'] {
  return (asked) => {
    const act = readAct(asked, confirmed);
    return envelope(act.refusal ? act : carryOut(asked.guardian, act.data, asked.randomBytes));
  };
}

/** The status after an action that has no answer of its own. */
const thenStatus =
  (carryOut: (guardian: GuardianState, act: Act) => Outcome<null>) =>
  (guardian: GuardianState, act: Act): Outcome<unknown> => {
    const outcome = carryOut(guardian, act);
    return outcome.refusal ? outcome : done(readGuardian(guardian));
  };

function readEvents({ guardian, call: { query } }: Asked): HostReply {
  const limit = readInteger(query, 'limit', { fallback: 50, min: 1, max: 500 });
  if (limit.refusal) return envelope(limit);
  const events = listEvents(guardian, limit.data, query.get('before'));
  return envelope(events.refusal ? events : done({ items: events.data }));
}

const rules: Record<GuardianPath, Partial<Record<string, Rule>>> = {
  '/guardian/status': { GET: reading(({ guardian }) => envelope(done(readGuardian(guardian)))) },
  '/guardian/events': { GET: diagnosing(readEvents) },
  '/guardian/safe-mode/enter': { POST: entering(acting(false, thenStatus(enterSafeMode))) },
  '/guardian/safe-mode/exit': {
    GET: diagnosing(({ guardian }) => envelope(done(exitChecks(guardian)))),
    POST: recovering(acting(true, exitSafeMode)),
  },
  '/guardian/kill/acknowledge': { POST: recovering(acting(true, thenStatus(acknowledgeKill))) },
  '/guardian/policy/reset': {
    POST: recovering(acting(true, (guardian, act) => done(resetPolicy(guardian, act)))),
  },
  '/guardian/core/rollback': { POST: recovering(acting(true, rollBackCore)) },
  '/guardian/integrity/verify': {
    POST: diagnosing(({ guardian, by }) => envelope(done(verifyIntegrity(guardian, by())))),
  },
  '/guardian/logs/export': {
    POST: diagnosing(({ guardian, by }) => {
      const { text, ...download } = exportLogs(guardian, by());
      return { status: 200, body: text, download };
    }),
  },
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
): HostReply {
  if (!isKnown(call.path)) return json(404, { detail: 'Not Found' });
  const rule = rules[call.path][call.method];
  if (!rule) return json(405, { detail: 'Method Not Allowed' });
  if (!rule.may(person.role)) return refusalReply(refused(403, rule.sentence).refusal);
  const by = () => ({ operator: person.email, at: now, correlationId: newId() });
  return rule.answer({ guardian, call, by, randomBytes });
}
