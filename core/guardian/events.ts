import type { LoggedEvent } from './state';

/** An event before the log gives it an id. */
export interface NewEvent extends Omit<LoggedEvent, 'id' | 'timestamp'> {
  /** ms since the epoch. */
  at: number;
}

const PREFIX = 'evt-';

/** Ids rise, and no id is ever given twice in a home. */
export const eventId = (serial: number): string => `${PREFIX}${String(serial).padStart(6, '0')}`;

export const isEventId = (text: string): boolean => /^evt-\d{6,12}$/.test(text);

export const serialOf = (id: string): number => Number(id.slice(PREFIX.length));

const TOLD: ReadonlySet<string> = new Set(['kill', 'mode_change', 'acknowledge', 'policy_reset', 'rollback']);

/** Whether the tenant's audit log keeps such an event as well. */
export const isTold = ({ kind }: LoggedEvent): boolean => TOLD.has(kind);
