import type { Verified } from '../../core/guardian/diagnostics';
import type { Effect } from '../../core/guardian/draft';
import type { NewEvent } from '../../core/guardian/events';
import type { Findings } from '../../core/guardian/findings';
import { step, type Input, type Step } from '../../core/guardian/machine';
import type { GuardianState, LoggedEvent } from '../../core/guardian/state';
import type { EngineParts } from './engine-parts';
import { holdCore, type HeldCore } from './held-core';
import { readFindings } from './read-findings';
import { createWriter, wordsOf, type Writer } from './writer';

/** Core's rules with everything that they do on this host. */
export interface Rules {
  state(): GuardianState;
  /** Something happened. What has to be done is begun, killing first; nothing is waited for. */
  tell(input: Input): Step['refusal'];
  record(event: NewEvent): Promise<LoggedEvent>;
  /** Changes the policy or the version on the disk: what is read meanwhile is not told. */
  change<T>(work: () => Promise<T>): Promise<T>;
  /** Reads every file, until nothing was changed meanwhile. Never rejects. */
  readAll(): Promise<{ findings: Findings; verified: Verified[] }>;
  readonly core: HeldCore;
  readonly writer: Writer;
  /** Core may be started from now on. */
  letCoreStart(): void;
  /** Core is never started again, whoever lets it. */
  keepCoreOff(): void;
  settled(): Promise<void>;
}

/** `restart` looks at everything again, and tells it. */
export function runRules(parts: EngineParts, first: GuardianState, restart: () => Promise<void>): Rules {
  const { home, works, clock, runner, say } = parts;
  const writes = works !== 'reading';
  let state = first;
  let mayStart: 'not yet' | 'yes' | 'never again' = runner ? 'not yet' : 'never again';
  /** A version that is to be started as soon as it may be. */
  let waiting: string | null = null;
  /** Changes with every change on the disk: what was read before it is old. */
  let epoch = 0;
  let changing: Promise<unknown> = Promise.resolve();
  let restarting: Promise<void> = Promise.resolve();

  const writer = createWriter({
    home,
    clock,
    state: () => state,
    onFailure(why) {
      say(`Writing failed: ${why}. The Guardian is in Safe Mode, and tries again.`);
      tell({ type: 'write-failed', why });
    },
    onWritten: () => tell({ type: 'written' }),
  });

  function record(event: NewEvent): Promise<LoggedEvent> {
    if (writes) return writer.record(event);
    const { at, ...rest } = event;
    return Promise.resolve({ id: 'evt-000000', timestamp: new Date(at).toISOString(), ...rest });
  }

  const broker = parts.makeBroker({
    mode: () => state.mode,
    settings: () => state.policy.settings,
    append: record,
    now: () => clock.now(),
    async proposeUpgrade(version) {
      const { signature } = await home.versions.verify(version);
      tell({ type: 'upgrade', version, verified: signature === 'valid' });
      if (state.core.version !== version) throw new Error(`Core ${version} was refused.`);
      return { version };
    },
  });
  const core = holdCore({
    runner: runner ?? { start: () => Promise.reject(new Error('No Core is started here.')) },
    folderOf: (version) => home.versions.folderOf(version),
    handle: broker.handle,
    recordUnanswered: (requests) =>
      void broker.recordUnanswered(requests).catch((error: unknown) => say(wordsOf(error))),
    tell,
    clock,
  });

  function carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'kill-core':
        core.kill();
        if (waiting === null) break;
        // It was never started.
        waiting = null;
        queueMicrotask(() => tell({ type: 'core-gone', detail: 'it was not started' }));
        break;
      case 'lock-policy':
        // Nothing to do: the broker asks for the mode before it does anything.
        break;
      case 'start-core':
        if (mayStart === 'yes') core.start(effect.version);
        else waiting = effect.version;
        break;
      case 'activate-version':
        void change(() => home.versions.activate(effect.version)).catch(async (error: unknown) => {
          say(`Core ${effect.version} could not be made the current one: ${wordsOf(error)}`);
          tell({ type: 'findings', findings: (await readAll()).findings });
        });
        break;
      case 'append':
        if (writes) writer.append(effect.event);
        break;
      case 'restart':
        if (works === 'guardian') restarting = restart();
        break;
      case 'write-state':
        if (writes) writer.writeState();
        break;
    }
  }

  function tell(input: Input): Step['refusal'] {
    const { state: next, effects, refusal } = step(state, input, clock.now());
    state = next;
    for (const effect of effects) carryOut(effect);
    return refusal;
  }

  function change<T>(work: () => Promise<T>): Promise<T> {
    epoch += 1;
    const done = work().finally(() => (epoch += 1));
    changing = done.catch(() => {});
    return done;
  }

  async function readAll() {
    for (;;) {
      await changing;
      const before = epoch;
      const read = await readFindings(home, clock);
      if (before === epoch) return read;
    }
  }

  return {
    state: () => state,
    tell,
    record,
    change,
    readAll,
    core,
    writer,
    letCoreStart() {
      if (mayStart === 'never again') return;
      mayStart = 'yes';
      if (waiting !== null) core.start(waiting);
      waiting = null;
    },
    keepCoreOff: () => void (mayStart = 'never again'),
    async settled() {
      await restarting;
      if (state.core.process === 'ending') await core.gone();
      await changing;
      if (writes) await writer.flush();
    },
  };
}
