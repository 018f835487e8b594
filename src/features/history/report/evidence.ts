import type { AuditRow, ChainVerdict } from '../../../api/schemas';
import type { Person } from '../../../stores/session';
import type { AnswerText } from '../answer/use-answer';
import type { Incident } from '../answer/incidents';
import { incidentsWith } from '../answer/rows-of';
import { checkLinks, whyUnchecked } from '../chain/check-links';
import { isComplete } from '../export/export-buttons';
import { filterWords } from '../filter/filter-words';
import { isFiltered, type Filter } from '../filter/filter';
import type { History } from '../loading/use-history';

/** The server's answer to the verification, and when it was asked for (ms, this device's clock). */
type Asked = { data: ChainVerdict; at: number };

export type EvidenceSource = {
  person: Person;
  filter: Filter;
  /** The rows that the filter keeps, newest first. */
  rows: readonly AuditRow[];
  incidents: readonly Incident[];
  answer: AnswerText;
  history: History;
  /** On the server's clock, ms. */
  now: number;
  verdict: { answer: Asked | null; failed: boolean };
  /** The address of what is shown. */
  address: string;
  /** ms, this device's clock. */
  madeAt: number;
};

/** What a report holds. It is made once, and does not change when more is read later. */
export type Evidence = Omit<EvidenceSource, 'history' | 'now' | 'answer'> & {
  question: string;
  answer: string;
  filtered: boolean;
  complete: boolean;
  /** When the log was read last, ms, and whether that is the server's time. */
  readAt: { ms: number; byServer: boolean } | null;
  links: ReturnType<typeof checkLinks>;
  /** What the report does not prove, in sentences. */
  unverified: string[];
};

export function makeEvidence({ history, now, answer, ...source }: EvidenceSource): Evidence {
  const { rows, filter, incidents, verdict } = source;
  const { asked, sharedIds } = history;
  const readAt = asked && {
    ms: asked.serverTime ?? asked.askedAt.wall,
    byServer: asked.serverTime !== null,
  };
  return {
    ...source,
    incidents: incidentsWith(rows, incidents),
    question: `When was the kill switch engaged, by whom, and why? Filter: ${filterWords(filter, now)}.`,
    answer: answer.text,
    filtered: isFiltered(filter),
    complete: isComplete(history),
    readAt,
    links: checkLinks(rows),
    unverified: [
      ...chainGaps(verdict),
      ...(whyUnchecked(rows) === null
        ? []
        : ['The links between the rows: no two rows have hashes to compare.']),
      'The hashes themselves: this console cannot recompute them, and it does not see the rows between.',
      ...answer.gaps.map((gap) => `Completeness: ${gap}.`),
      ...(sharedIds > 0 ? [`Ids: ${sharedIds} rows of the history share their id with another row.`] : []),
      ...(readAt?.byServer ? [] : ['The time of reading: the server did not send its own.']),
      'Who made this report: it names the signed-in person, and nobody has signed it.',
    ],
  };
}

function chainGaps({ answer, failed }: EvidenceSource['verdict']): string[] {
  const never = 'The audit chain: it was not verified.';
  if (failed) return [answer ? 'The audit chain: the newest attempt to verify it failed.' : never];
  return answer ? [] : [never];
}
