const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ISO 8601 as in RFC 3339, and PostgreSQL's own form: a space instead of T, and a zone with hours only. */
const TIME_WITH_ZONE =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/i;

/** The midnight (UTC) at which a day begins, ms since the epoch; null when the day does not exist. */
function midnight(year: number, month: number, day: number): number | null {
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  const ms = date.setUTCFullYear(year, month - 1, day);
  // 30 February would be read as 2 March, and a day 0 as the last day of the month before.
  return date.getUTCMonth() === month - 1 ? ms : null;
}

/**
 * Milliseconds since the epoch, or null. Strict, because browsers read a timestamp without a zone as local time and a date
 * alone as UTC: neither is accepted. A day that does not exist is not accepted either, because browsers move it into the
 * next month.
 */
export function parseTimestamp(text: unknown): number | null {
  const parts = typeof text === 'string' && TIME_WITH_ZONE.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second = 0, fraction = '', sign, zoneHours = 0, zoneMinutes = 0] =
    parts;
  const start = midnight(Number(year), Number(month), Number(day));
  if (start === null) return null;
  const ahead = Number(zoneHours) * HOUR + Number(zoneMinutes) * MINUTE;
  const zone = sign === '-' ? -ahead : ahead;
  const time = Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
  return start + time + Number(fraction.padEnd(3, '0').slice(0, 3)) - zone;
}

/** Whether a text has the form of a time with a zone, but its day does not exist. */
export function isImpossibleDay(text: string): boolean {
  return TIME_WITH_ZONE.test(text) && parseTimestamp(text) === null;
}

/** A duration in its two largest units: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. A negative one counts as zero. */
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

/** A moment to the second, without its zone. */
export const toTheSecond = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const satisfies Intl.DateTimeFormatOptions;

const local = new Intl.DateTimeFormat(undefined, { ...toTheSecond, timeZoneName: 'short' });

/** The moment in the person's own time zone, with the name of the zone. `ms` since the epoch. */
export function formatLocal(ms: number): string {
  return local.format(ms);
}

/** The moment in UTC to the second: `2026-11-21 08:22:37 UTC`. */
export function formatUtc(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, -'.000Z'.length).replace('T', ' ')} UTC`;
}
