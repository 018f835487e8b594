import { labelOf } from '../answer/answer';
import { periodOf } from './dates';
import type { Filter } from './filter';

const actions: Record<Filter['action'], string | null> = {
  all: null,
  engage: 'only Engaged',
  disengage: 'only Disengaged',
};

/** What a filter shows, in words. */
export function filterWords(filter: Filter, now: number): string {
  const period = periodOf(filter, now);
  const conditions = [
    actions[filter.action],
    filter.operator && `operator contains “${filter.operator}”`,
    filter.text && `every word of “${filter.text}” is found`,
    period && `incidents that overlap: ${labelOf(period)}${period.last === undefined ? ' (UTC)' : ''}`,
  ].filter(Boolean);
  return conditions.length > 0 ? conditions.join('; ') : 'none, every toggle is shown';
}
