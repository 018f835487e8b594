import { createHash } from 'node:crypto';

/** One key of a fixed length, in hex, for several values of any length. */
export function sha256Of(...values: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
