const ISO_WITH_ZONE =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Milliseconds since the epoch, or null. Strict: a timestamp without a zone would be read as local time and a date alone
 * as UTC, so neither is a time here.
 */
export function parseTimestamp(text: unknown): number | null {
  if (typeof text !== 'string' || !ISO_WITH_ZONE.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. Negative counts as nothing. */
export function formatDuration(ms: number): string {
  const t = Math.max(0, ms);
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string) => {
    const rest = Math.floor((t % big) / small);
    return `${Math.floor(t / big)} ${bigUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
  };
  if (t < 2 * MINUTE) return `${Math.floor(t / SECOND)} s`;
  if (t < HOUR) return `${Math.floor(t / MINUTE)} min`;
  if (t < DAY) return pair(HOUR, 'h', MINUTE, 'min');
  return pair(DAY, 'd', HOUR, 'h');
}

const local = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** The moment in the person's own zone, zone named. `ms` since the epoch. */
export function formatLocal(ms: number): string {
  return local.format(ms);
}

/** The moment in UTC to the second: `2026-11-21 08:22:37 UTC`. */
export function formatUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
