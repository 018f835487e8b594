import type { Input } from '../../core/guardian/machine';
import { wordsOf } from '../../core/text/words-of';
import type { BrokerHandle, BrokerRequest, CoreRunner, RunningCore } from '../ports';
import type { Clock } from './clock';

interface Parts {
  runner: Pick<CoreRunner, 'start'>;
  folderOf(version: string): string;
  handle: BrokerHandle;
  /** What Core had sent and not yet got when it was ended. */
  recordUnanswered(requests: readonly BrokerRequest[]): void;
  tell(input: Input): void;
  clock: Clock;
}

/** Core, held: at most one at a time. */
export interface HeldCore {
  start(version: string): void;
  /** Ends the whole tree. May be called again when it takes long. */
  kill(): void;
  /** For how long it has been running, in ms; null while it does not. */
  runningFor(): number | null;
  /** Counts its processes, and tells how many there are. */
  count(): void;
  /** Resolves when none runs. */
  gone(): Promise<void>;
}

export function holdCore({ runner, folderOf, handle, recordUnanswered, tell, clock }: Parts): HeldCore {
  let running: RunningCore | null = null;
  let since = 0;
  let unwanted = false;
  let whole: Promise<void> = Promise.resolve();

  const endTree = (core: RunningCore) =>
    core.kill().catch((error: unknown) => {
      // It is tried again at the next look.
      throw new Error(`Core cannot be ended: ${wordsOf(error)}`);
    });

  async function run(version: string): Promise<void> {
    let core: RunningCore;
    try {
      core = await runner.start(folderOf(version), handle);
    } catch (error) {
      tell({ type: 'core-not-started', why: wordsOf(error) });
      return;
    }
    running = core;
    since = clock.monotonic();
    if (unwanted) void endTree(core).catch(() => {});
    else tell({ type: 'core-started', children: 0 });
    const { code, signal } = await core.ended;
    const unanswered = [...core.unanswered];
    // Its first process is gone: whatever it has left behind goes as well, however often that must be tried.
    for (;;) {
      try {
        await core.kill();
        break;
      } catch {
        await new Promise<void>((resolve) => clock.after(1_000, resolve));
      }
    }
    running = null;
    recordUnanswered(unanswered);
    tell({ type: 'core-gone', detail: signal === null ? `exit code ${code}` : `signal ${signal}` });
  }

  return {
    start(version) {
      unwanted = false;
      whole = run(version);
    },
    kill() {
      unwanted = true;
      if (running) void endTree(running).catch(() => {});
    },
    runningFor: () => (running ? clock.monotonic() - since : null),
    count() {
      const core = running;
      void core
        ?.countChildren()
        .then((children) => core === running && tell({ type: 'core-counted', children }))
        .catch(() => {});
    },
    gone: () => whole,
  };
}
