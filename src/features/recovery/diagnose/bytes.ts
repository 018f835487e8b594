const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A number of bytes for people to read: `512 B`, `1.5 kB`, `20 MB`. Units of 1000. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const value = bytes / 1_000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}

/** Whole percent, 0 to 100; null when the total is unknown, or is smaller than what was received. */
export function percentOf(received: number, total: number | null): number | null {
  return total === null || total <= 0 || received > total ? null : Math.floor((received / total) * 100);
}
