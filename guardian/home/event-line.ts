import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { eventId, isEventId, serialOf, type NewEvent } from '../../core/guardian/events';
import type { LoggedEvent } from '../../core/guardian/state';
import { parseObject } from '../../core/text/json-object';

/** What stands before the first line. */
export const GENESIS = '0'.repeat(64);

const kinds = {
  capability_request: true,
  mode_change: true,
  kill: true,
  policy_reset: true,
  rollback: true,
  integrity: true,
  export: true,
  acknowledge: true,
} satisfies Record<LoggedEvent['kind'], true>;
const isKind = (text: string): text is LoggedEvent['kind'] => Object.hasOwn(kinds, text);

const Schema = v.looseObject({
  id: v.pipe(v.string(), v.check(isEventId)),
  timestamp: v.string(),
  kind: v.custom<LoggedEvent['kind']>((kind) => typeof kind === 'string' && isKind(kind)),
  outcome: v.string(),
  message: v.string(),
  prev_hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

export interface ReadLine {
  event: LoggedEvent;
  serial: number;
  /** The hash of the line before it. */
  previous: string;
}

/** Null for a line that no Guardian wrote. */
export function readLine(line: Buffer): ReadLine | null {
  const parsed = v.safeParse(Schema, parseObject(line.toString('utf8')));
  if (!parsed.success) return null;
  const { prev_hash: previous, ...event } = parsed.output;
  return { event, serial: serialOf(event.id), previous };
}

/** An event with its id and time, as the log keeps and answers it. */
export function nameEvent({ at, ...event }: NewEvent, serial: number): LoggedEvent {
  return { id: eventId(serial), timestamp: new Date(at).toISOString(), ...event };
}

/** Without the end of the line. */
export const writeLine = (event: LoggedEvent, previous: string): string =>
  JSON.stringify({ ...event, prev_hash: previous });

/** SHA-256 of a line, without its end, in hex. */
export const hashLine = (line: string | Uint8Array): string =>
  createHash('sha256').update(line).digest('hex');
