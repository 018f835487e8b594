import { POLL_SECONDS } from '../../core/guardian/state';
import type { Clock } from '../engine/clock';
import type { RunningEngine } from '../engine/engine-parts';
import type { Look } from '../ports';

const AGAIN_MS = 1_000;
const VERIFY_MS = 30_000;

/** Begins this at once, then `ms` after it last began, or a second after it failed. It never does it twice at a time. */
function repeat(clock: Clock, ms: number, work: () => Promise<Look | void>) {
  let callOff = () => {};
  let isOver = false;
  let isBusy = false;
  let isAskedAgain = false;

  async function once(): Promise<void> {
    callOff();
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    const began = clock.monotonic();
    const found = await work();
    isBusy = false;
    if (isOver) return;
    if (isAskedAgain) {
      isAskedAgain = false;
      void once();
      return;
    }
    const next = found === 'failed' ? AGAIN_MS : ms;
    callOff = clock.after(Math.max(0, next - (clock.monotonic() - began)), () => void once());
  }

  return {
    now: () => void once(),
    end() {
      isOver = true;
      callOff();
    },
  };
}

interface Parts {
  engine: Pick<RunningEngine, 'lookAt' | 'verify'>;
  clock: Clock;
  /** Calls back when a look may be due earlier. Answers how to end it. */
  watchKillFile(mayHaveChanged: () => void): () => void;
  /** A look was completed. */
  beat(): void;
}

export interface Watching {
  /** Signatures and seal are read from now on: the first time 30 s from now. */
  verify(): void;
  end(): void;
}

/** The KILL file every 5 s, the emergency key every 30 s, signatures and seal every 30 s; a second after a look that failed. */
export function startWatching({ engine, clock, watchKillFile, beat }: Parts): Watching {
  const killFile = repeat(clock, POLL_SECONDS.kill_file * 1_000, async () => {
    const found = await engine.lookAt('kill_file');
    beat();
    return found;
  });
  const key = repeat(clock, POLL_SECONDS.registry * 1_000, () => engine.lookAt('registry'));
  const signatures = repeat(clock, VERIFY_MS, () => engine.verify());
  killFile.now();
  key.now();
  const endWatch = watchKillFile(killFile.now);
  let callOff = () => {};
  let isOver = false;
  return {
    verify() {
      if (!isOver) callOff = clock.after(VERIFY_MS, signatures.now);
    },
    end() {
      isOver = true;
      callOff();
      endWatch();
      for (const loop of [killFile, key, signatures]) loop.end();
    },
  };
}
