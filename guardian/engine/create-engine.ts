import { answerGuardian, LOCAL } from '../../core/guardian/answer';
import type { Desk } from '../../core/guardian/desk';
import type { Polled } from '../../core/guardian/state';
import { ok, refuse, type Reply } from '../../core/http/reply';
import { readGuardian } from '../../core/guardian/status';
import type { AskingPerson, HostCall } from '../../core/ports/ports';
import { createQueue, type Queue } from '../home/durable';
import { within } from './clock';
import type { EngineParts, RunningEngine } from './engine-parts';
import { openState } from './open-state';
import { readLog } from './read-findings';
import { runRules } from './run-rules';
import { wordsOf } from './writer';

/** What an answer says is done and durable by then, or the answer says that it is not. */
const DONE_MS = 15_000;
/** A reading waits for the disk this long, and is answered then in any case. */
const READING_MS = 1_000;
const HEALTHY_MS = 10 * 60_000;
const TREE_GONE_MS = 5_000;

/** These answer the status as it is in the end, when Core is gone. */
const ANSWERS_STATUS: ReadonlySet<string> = new Set([
  'POST /guardian/safe-mode/enter',
  'POST /guardian/kill/acknowledge',
  'POST /local/start-safe',
]);

/** The rules of core on a home, also where much of it is in ruins. */
export async function createEngine(parts: EngineParts): Promise<RunningEngine> {
  const { home, switches, works, clock, say } = parts;
  const { state: first, lost, logged } = await openState(parts);
  const rules = runRules(parts, first, () => lookAtAll({ unclean: false, lost: false, logged: null }));
  const { tell, state, readAll, core, writer } = rules;
  const [actions, readings] = [createQueue(), createQueue()];
  /** One at a time. Whatever stops more waits for none of them. */
  const queues: Partial<Record<string, Queue>> = {
    'POST /guardian/safe-mode/exit': actions,
    'POST /guardian/kill/acknowledge': actions,
    'POST /guardian/policy/reset': actions,
    'POST /guardian/core/rollback': actions,
    'POST /local/install-core': actions,
  };
  /** For whoever uses the open socket: nobody there can keep the Guardian busy with reading. */
  const queuesOfAnyone: typeof queues = {
    'POST /guardian/integrity/verify': readings,
    'POST /guardian/logs/export': readings,
  };
  let decided = () => {};
  const decision = new Promise<void>((resolve) => (decided = resolve));

  const whatIsLate = () =>
    state().core.process === 'ending' ? 'Core does not end' : 'the disk does not answer';

  async function verifyNow() {
    const { findings, verified } = await readAll();
    tell({ type: 'findings', findings });
    return verified;
  }

  async function lookAt(code: Polled) {
    const look = await switches[code].look();
    tell({ type: 'look', code, look });
    writer.retry();
    if (state().core.process === 'ending') core.kill();
    core.count();
    if ((core.runningFor() ?? 0) >= HEALTHY_MS) tell({ type: 'core-healthy' });
    return look;
  }

  const lookNow = async () => void (await Promise.all([lookAt('kill_file'), lookAt('registry')]));

  async function lookAtAll(before: {
    unclean: boolean;
    lost: boolean;
    logged: typeof logged;
  }): Promise<void> {
    const [kill_file, registry] = await Promise.all([switches.kill_file.look(), switches.registry.look()]);
    const { findings } = await readAll();
    tell({ type: 'started', flag: parts.flag, looks: { kill_file, registry }, findings, ...before });
  }

  const desk: Desk = {
    state,
    tell,
    lookNow,
    verifyNow,
    verifyLog: () => readLog(home, clock),
    record: rules.record,
    events: (limit, before) => home.events.list(limit, before),
    outbox: (limit, after) => home.events.listAfter(after, limit),
    publicKey: () => home.keys.publicKey(),
    sign: (message) => home.keys.sign(message),
    resetPolicy: (factory, at) =>
      rules.change(async () => {
        const backup = await home.policy.backUp(at);
        const { hash: hashBefore } = await home.policy.read();
        const { hash, intact, settings } = await home.policy.write({ ...factory });
        return { backup, hashBefore, policy: { settings, hash, intact } };
      }),
    keepCore: (incoming) => rules.change(() => home.versions.keep(incoming)),
    activate: (version) => rules.change(() => home.versions.activate(version)),
    file: parts.readFile,
    stop: parts.onStop,
    newId: parts.newId,
  };

  async function answer(call: HostCall, person: AskingPerson): Promise<Reply> {
    const name = `${call.method} ${call.path}`;
    await decision;
    try {
      const reply = await answerGuardian(desk, call, person, clock.now());
      if (call.method === 'GET') {
        // What is shown is durable, unless the disk hangs or fails: then it is shown all the same.
        await within(clock, READING_MS, writer.flush()).catch(() => {});
        return reply;
      }
      await within(clock, DONE_MS, rules.settled(), whatIsLate);
      return reply.status === 200 && ANSWERS_STATUS.has(name) ? ok(readGuardian(state())) : reply;
    } catch (error) {
      say(`${name} failed: ${wordsOf(error)}`);
      return refuse(503, 'write_failed', { detail: wordsOf(error) });
    }
  }

  async function begin(): Promise<void> {
    if (works === 'guardian') await lookAtAll({ unclean: parts.unclean, lost, logged });
    else {
      tell({ type: 'opened', lost, logged });
      await lookNow();
      await verifyNow();
    }
    decided();
  }
  if (works !== 'guardian') await begin();

  return {
    state,
    begin,
    letCoreStart: rules.letCoreStart,
    lookAt,
    verify: async () => void (await verifyNow()),
    settled: rules.settled,
    ask(call, person) {
      const name = `${call.method} ${call.path}`;
      const queue = (person.role === LOCAL ? queuesOfAnyone : queues)[name];
      return queue ? queue(() => answer(call, person)) : answer(call, person);
    },
    async stop() {
      rules.keepCoreOff();
      tell({ type: 'stopping' });
      const told = (error: unknown) => say(wordsOf(error));
      await within(clock, TREE_GONE_MS, core.gone(), whatIsLate).catch(told);
      await within(clock, TREE_GONE_MS, rules.settled()).catch(told);
    },
  };
}
