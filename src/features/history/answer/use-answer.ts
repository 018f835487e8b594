import { useMemo } from 'react';
import { periodOf } from '../filter/dates';
import type { Filter } from '../filter/filter';
import type { History } from '../loading/use-history';
import { answerFor } from './answer';
import type { Incident } from './incidents';
import { summarise } from './summary';

/** An older reading says nothing about today: polls come every 30 s, and the clock moves in minutes. */
const FRESH_MS = 120_000;

export type Known = {
  incidents: readonly Incident[];
  history: History;
  /** On the server's clock, ms. */
  now: number;
  /** How many rows have a date in the future. */
  future: number;
};

export type AnswerText = {
  text: string;
  /** Why the history may be incomplete, in words. */
  gaps: string[];
  /** The text changes by itself: with the clock, or with the rows that arrive. */
  moving: boolean;
};

/** The answer to the question that the dates or the range ask: was the switch engaged then, for how long, by whom and why? */
export function useAnswer(filter: Filter, { incidents, history, now, future }: Known): AnswerText {
  const period = periodOf(filter, now);
  const reachesNow = period === null || period.before > now;
  const told = gapsOf(history, future, reachesNow ? now : null).join('\n');
  return useMemo(() => {
    const gaps = told === '' ? [] : told.split('\n');
    const asked = periodOf(filter, now);
    return asked
      ? { text: answerFor(asked, { incidents, now, gaps }), gaps, moving: asked.before > now }
      : { text: summarise(incidents, history), gaps, moving: !history.complete };
  }, [filter, incidents, history, now, told]);
}

/** Why something may be missing from the history. `now` is given when the period reaches to the present. */
function gapsOf(history: History, future: number, now: number | null): string[] {
  const { asked, complete, failures, foreign, unreadable } = history;
  const readAt = asked && (asked.serverTime ?? asked.askedAt.wall);
  const rows = (n: number, words: string) => (n > 0 ? [`${n} ${n === 1 ? 'row' : 'rows'} ${words}`] : []);
  return [
    ...(complete ? [] : ['not every toggle has been read']),
    ...(failures.length > 0 ? ['the newest toggles could not be read'] : []),
    ...(now !== null && (readAt === null || now - readAt > FRESH_MS)
      ? ['the log was not read just now']
      : []),
    ...rows(unreadable, 'could not be read'),
    ...rows(foreign, `of another tenant came with the answers`),
    ...rows(future, `${future === 1 ? 'is' : 'are'} dated in the future`),
  ];
}
