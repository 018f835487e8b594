/**
 * A moment on both of the browser's clocks. `wall` (ms since the epoch) jumps when the device's clock is set. `mono` (ms,
 * arbitrary origin) never jumps, but on most systems it stands still during sleep. Neither alone can say how old an answer
 * is.
 */
export type Instant = { readonly wall: number; readonly mono: number };

const JUMP_TOLERANCE_MS = 2_000;

export function readClock(): Instant {
  return { wall: Date.now(), mono: performance.now() };
}

/** Milliseconds from `from` to `to`: the larger result of the two clocks, never negative. */
export function elapsedMs(from: Instant, to: Instant): number {
  return Math.max(0, to.mono - from.mono, to.wall - from.wall);
}

/** True when the device's clock was set back in between. A sleep may then go unnoticed, so ages cannot be trusted. */
export function clockWentBack(from: Instant, to: Instant): boolean {
  return to.wall - from.wall < to.mono - from.mono - JUMP_TOLERANCE_MS;
}
