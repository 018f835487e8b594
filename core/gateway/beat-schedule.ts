/** A beat that was not answered until then has failed. Its answer may still come, and is then read. */
export const BEAT_TIMEOUT_MS = 800;

const BEAT_MS = 1_000;
const RETRY_MS = 200;

/** `changed`: the answer had an epoch that the gateway has not reported yet. */
export type BeatOutcome = 'answered' | 'changed' | 'failed';

export interface BeatPorts {
  /** Sends one beat and says once how it ended, at any time or never. */
  send(done: (outcome: BeatOutcome) => void): void;
  /** Runs `action` after so many ms. Returns how to prevent it. */
  after(ms: number, action: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

export interface BeatLoop {
  /** Sends the next beat now, or as soon as the present one has ended. */
  beatNow(): void;
  stop(): void;
}

/** ms until the next beat. A new epoch is reported at once, because people wait for it. */
export function pauseAfter(outcome: BeatOutcome, random: number): number {
  const pauses: Record<BeatOutcome, number> = {
    answered: BEAT_MS * (0.8 + 0.4 * random),
    changed: 0,
    failed: RETRY_MS,
  };
  return pauses[outcome];
}

/** Beats for as long as it is not stopped, one at a time. The first one goes out at once. */
export function startBeatLoop({ send, after, random }: BeatPorts): BeatLoop {
  let inFlight = false;
  let again = false;
  let stopped = false;
  let cancel = () => {};

  function beat() {
    cancel();
    inFlight = true;
    again = false;
    let ended = false;
    const end = (outcome: BeatOutcome) => {
      if (ended || stopped) return;
      ended = true;
      inFlight = false;
      cancel();
      cancel = after(again ? 0 : pauseAfter(outcome, random()), beat);
    };
    cancel = after(BEAT_TIMEOUT_MS, () => end('failed'));
    send(end);
  }

  beat();
  return {
    beatNow() {
      if (inFlight) again = true;
      else if (!stopped) beat();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
