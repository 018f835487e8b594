import { useMemo } from 'react';
import { UserText } from '../../../ui/user-text';
import { answerFor } from './answer';
import { periodOf } from '../filter/dates';
import type { Filter } from '../filter/filter';
import type { Incident } from './incidents';
import type { History } from '../loading/use-history';

/** An older reading says nothing about today: polls come every 30 s, and the clock moves in minutes. */
const FRESH_MS = 120_000;

type AnswerLineProps = {
  filter: Filter;
  incidents: readonly Incident[];
  history: History;
  /** On the server's clock, ms. */
  now: number;
  /** How many rows have a date in the future. */
  future: number;
};

/** The answer to the question that the dates ask: was the switch engaged then, for how long, by whom and why? */
export function AnswerLine({ filter, incidents, history, now, future }: AnswerLineProps) {
  const period = periodOf(filter);
  const reachesNow = period !== null && period.before > now;
  const gaps = gapsOf(history, future, reachesNow ? now : null).join('\n');
  const answer = useMemo(() => {
    const dates = periodOf(filter);
    return dates && answerFor(dates, { incidents, now, gaps: gaps === '' ? [] : gaps.split('\n') });
  }, [filter, incidents, now, gaps]);
  return (
    // An answer that counts until now changes every minute, which nobody wants to hear.
    <p
      role="status"
      aria-label="Answer"
      aria-live={reachesNow ? 'off' : 'polite'}
      className="mt-4 text-heading font-medium wrap-anywhere empty:sr-only"
    >
      {answer && <UserText text={answer} />}
    </p>
  );
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
