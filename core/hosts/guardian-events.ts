import { canonicalJson } from '../text/canonical-json';
import { isObject, type JsonObject } from '../text/json-object';

/** The kinds of events that a tenant's audit log keeps. */
export type ToldKind = 'kill' | 'mode_change' | 'acknowledge' | 'policy_reset' | 'rollback';
const KINDS: readonly ToldKind[] = ['kill', 'mode_change', 'acknowledge', 'policy_reset', 'rollback'];

/** An event of a Guardian as it came, with texts that a row can hold. */
export interface ToldEvent {
  id: string;
  serial: number;
  kind: ToldKind;
  /** By the Guardian's clock, as it wrote it. */
  timestamp: string;
  outcome: string;
  /** Who did it, as the Guardian says; null when it does not. */
  actor: string | null;
  correlationId: string | null;
  message: string;
  /** The signed record of an exit; undefined without one. */
  approval: unknown;
}

/** More than any event of a Guardian needs: a longer text is cut. */
const LONGEST_TEXT = 2_000;
/** A page of the outbox has no more. */
const MOST_EVENTS = 100;
/** A record that is longer is none that a Guardian signed. */
const LONGEST_APPROVAL = 16_384;

const ID = /^evt-(\d{6,12})$/;

export const serialOf = (id: string | null): number => Number(ID.exec(id ?? '')?.[1] ?? -1);

/**
 * The events of an outbox that are newer than the one with the id `after`, oldest first. Null when it is no outbox: its events
 * are not in order, or not readable. A Guardian that answers so is not believed at all.
 */
export function readOutbox(data: unknown, after: string | null): ToldEvent[] | null {
  const items = isObject(data) ? data['items'] : undefined;
  if (!Array.isArray(items) || items.length > MOST_EVENTS) return null;
  const events = items.map(readEvent);
  if (!events.every((event) => event !== null)) return null;
  if (events.some(({ serial }, index) => index > 0 && serial <= (events[index - 1]?.serial ?? 0)))
    return null;
  return events.filter(({ serial }) => serial > serialOf(after));
}

/** The id of the newest event of the Guardian's log, of any kind; null when the Guardian does not say. */
export function readNewest(data: unknown): string | null {
  const newest = isObject(data) ? data['newest'] : null;
  return typeof newest === 'string' && ID.test(newest) ? newest : null;
}

function readEvent(item: unknown): ToldEvent | null {
  if (!isObject(item)) return null;
  const { id } = item;
  const kind = KINDS.find((one) => one === item['kind']);
  if (typeof id !== 'string' || !ID.test(id) || !kind) return null;
  const { approval } = item;
  return {
    id,
    serial: serialOf(id),
    kind,
    timestamp: textOf(item, 'timestamp') ?? '',
    outcome: textOf(item, 'outcome') ?? '',
    actor: textOf(item, 'actor'),
    correlationId: textOf(item, 'correlation_id'),
    message: textOf(item, 'message') ?? '',
    approval: approval === null ? undefined : approval,
  };
}

/** Half a character cannot be signed, nor stand in a row. */
function textOf(item: JsonObject, name: string): string | null {
  const { [name]: value } = item;
  if (typeof value !== 'string') return null;
  return value.slice(0, LONGEST_TEXT).replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

/** Whether a row can carry this record, and a bundle can be verified with it. */
export function isShortJson(record: unknown): boolean {
  try {
    return canonicalJson(record).length <= LONGEST_APPROVAL;
  } catch {
    return false;
  }
}
