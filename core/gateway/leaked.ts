const KEPT_MS = 6_000;
const KEPT_CALLS = 20_000;
const HANDED_OVER_CALLS = 1_000;
/** More than the beats of the time in which an engage becomes known. */
const KEPT_ANSWERS = 16;

/** A call that was handed over. */
export interface AllowedCall {
  /** ms, monotonic. */
  at: number;
  tenantId: string;
  epoch: number;
  requestId: string;
  agent: string;
  tool: string;
}

export interface AllowedCalls {
  keep(call: AllowedCall): void;
  /** The beat that was sent at `asked` (ms, monotonic) was answered with the store's time `now`. */
  answered(asked: number, now: number): void;
  /** The time by the store's clock at a moment of the monotonic one: the latest that it may have been. */
  storeTime(at: number): number;
  /** The tenant's calls at or after the earliest moment at which the store's clock may have shown `changedAt`. */
  since(
    tenantId: string,
    changedAt: number,
  ): { items: (AllowedCall & { allowedAt: number })[]; complete: boolean };
}

/**
 * The calls of the last seconds, in which an engage that is not known yet may have been made. They are forgotten only as new
 * ones come: a gateway that was cut off for long can still tell what it allowed before it refused by itself.
 */
export function createAllowedCalls(): AllowedCalls {
  /** A ring: `first` is where the oldest is. */
  const ring: AllowedCall[] = [];
  let first = 0;
  let count = 0;
  let lostAt = -Infinity;
  let answers: { asked: number; now: number }[] = [];

  function forgetOldest() {
    lostAt = ring[first]?.at ?? lostAt;
    first = (first + 1) % KEPT_CALLS;
    count -= 1;
  }

  /** When the store's clock showed `time`, at the earliest: the answer itself was made later than it was asked for. */
  function earliest(time: number): number {
    const before = answers.findLast(({ now }) => now <= time) ?? answers[0];
    return before ? before.asked + (time - before.now) : -Infinity;
  }

  return {
    keep(call) {
      while (count > 0 && (count === KEPT_CALLS || (ring[first]?.at ?? 0) < call.at - KEPT_MS))
        forgetOldest();
      ring[(first + count) % KEPT_CALLS] = call;
      count += 1;
    },
    answered(asked, now) {
      answers = [...answers, { asked, now }].toSorted((a, b) => a.asked - b.asked).slice(-KEPT_ANSWERS);
    },
    storeTime(at) {
      const newest = answers.at(-1);
      return Math.round(newest ? newest.now + (at - newest.asked) : 0);
    },
    since(tenantId, changedAt) {
      const moment = earliest(changedAt);
      const items: (AllowedCall & { allowedAt: number })[] = [];
      let more = false;
      for (let index = 0; index < count; index += 1) {
        const call = ring[(first + index) % KEPT_CALLS];
        if (!call || call.tenantId !== tenantId || call.at < moment) continue;
        more = items.length === HANDED_OVER_CALLS;
        if (more) break;
        items.push({ ...call, allowedAt: Math.round(changedAt + (call.at - moment)) });
      }
      return { items, complete: !more && lostAt < moment };
    },
  };
}
