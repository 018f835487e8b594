import { operatorShown, reasonOf } from '../../../api/audit/toggle-rows';
import { isRedacted, revealHidden } from '../../../lib/text';
import { formatDuration } from '../../../lib/time';
import { DAY_MS, overlaps, reachesOf, type Period, type Reach } from '../filter/dates';
import type { Incident } from './incidents';
import { shortId } from '../../../lib/short-id';

/** How many incidents are described one by one. More are in the table. */
const MOST_TOLD = 3;
const MOST_CHARACTERS = 200;

type Evidence = {
  incidents: readonly Incident[];
  /** On the server's clock, ms. */
  now: number;
  /** Why the history may be incomplete, in words that follow "because"; empty when it is known to be complete. */
  gaps: readonly string[];
};

/**
 * Was the switch engaged in a period, for how long, by whom and why? The answer is one sentence. It says "Not engaged" only
 * when that is known.
 */
export function answerFor(period: Period, { incidents, now, gaps }: Evidence): string {
  const label = labelOf(period);
  if (period.from >= period.before) return 'From is after To: no day matches.';
  if (period.from > now) return `${label}: not known, this time has not come yet.`;
  const found = reachesOf(incidents, now)
    .filter((reach) => overlaps(reach, period))
    .toReversed();
  const untimed = found.filter(({ known }) => !known).length;
  const unknown = [
    ...gaps,
    ...(untimed > 0 ? [`the times of ${count(untimed, 'incident')} are not known`] : []),
  ];
  const because = unknown.join(', and ');
  if (found.length === 0)
    return unknown.length === 0
      ? `${label}: not engaged.`
      : `${label}: no engagement found, but there may have been one, because ${because}.`;
  const rest = unknown.length > 0 ? `; more is not known, because ${because}` : '';
  return `${label}: ${lengthWords(found, period, now, unknown.length > 0)}${who(found)}${rest}.`;
}

function lengthWords(found: readonly Reach[], period: Period, now: number, atLeast: boolean): string {
  const end = Math.min(period.before, now);
  const length = end - period.from;
  const engaged = engagedMs(found, period.from, end);
  if (engaged === null) return 'may have been engaged';
  const words = (ms: number) =>
    ms === 0
      ? '0 s'
      : ms < 1_000
        ? 'less than 1 s'
        : ms === DAY_MS && length <= DAY_MS
          ? '24 h'
          : formatDuration(ms);
  const of = Number.isFinite(length) ? ` of ${words(length)}` : '';
  return `engaged ${atLeast ? 'at least ' : ''}${words(engaged)}${of}${period.before > now && period.last === undefined ? ' so far' : ''}`;
}

/** How long the switch was certainly engaged between two moments, ms; null when no incident's times are known. */
function engagedMs(found: readonly Reach[], from: number, end: number): number | null {
  let [total, covered] = [0, from];
  const known = found.filter((reach) => reach.known);
  for (const reach of known.toSorted((a, b) => a.from - b.from)) {
    const until = Math.min(reach.to, end);
    total += Math.max(0, until - Math.max(reach.from, covered));
    covered = Math.max(covered, until);
  }
  return known.length > 0 ? total : null;
}

function who(found: readonly Reach[]): string {
  if (found.length > MOST_TOLD) {
    const names = [...new Set(found.map(({ incident }) => operator(incident)))];
    const others = names.length - MOST_TOLD;
    const listed = names.slice(0, MOST_TOLD).join(', ');
    return ` in ${found.length} incidents, by ${listed}${others > 0 ? ` and ${count(others, 'other')}` : ''}`;
  }
  const told = found.map(({ incident }) => `by ${operator(incident)}, why: ${why(incident)}`);
  return found.length === 1 ? `, ${told[0]}` : ` in ${found.length} incidents: ${told.join('; ')}`;
}

const operator = ({ engage }: Incident) => shortId(said(engage && operatorShown(engage)));
const why = ({ engage }: Incident) => said(engage && reasonOf(engage)).replace(/\.$/, '');

function said(text: string | null): string {
  if (text === null) return 'not recorded';
  if (isRedacted(text)) return 'redacted by the server';
  const line = revealHidden(text.trim().replace(/\s+/g, ' '));
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}

/** For example `Tue 24 Nov 2026`, the first and last day of a period, or `Last 24 h`. Days are UTC. */
export function labelOf({ from, before, last: range }: Period): string {
  if (range !== undefined) return `Last ${range}`;
  const [first, last] = [dayName(from), dayName(before - DAY_MS)];
  if (first === '') return `Until ${last}`;
  if (last === '') return `Since ${first}`;
  return first === last ? first : `${first} to ${last}`;
}

function dayName(ms: number): string {
  // `Tue, 03 Nov 2026 00:00:00 GMT`
  return Number.isFinite(ms) ? new Date(ms).toUTCString().replace(/,? 0?(\d+ \w+ \d+).*/, ' $1') : '';
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
