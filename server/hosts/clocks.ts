import type { HostAnswer } from './send-to-host';

/** A statement is good for 15 s, so that clocks which differ by less do no harm; the header has whole seconds. */
const HARMLESS_S = 14;

/** By how many seconds the host's clock is ahead of this one, where that is why a statement is refused; null where it is not. */
export function clockAhead({ headers }: Pick<HostAnswer, 'headers'>, now: number): number | null {
  const ahead = Math.round((Date.parse(headers.date ?? '') - now) / 1_000);
  return Math.abs(ahead) >= HARMLESS_S ? ahead : null;
}
