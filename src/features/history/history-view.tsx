import { useId, useMemo, type MouseEvent, type ReactNode } from 'react';
import type { Person } from '../../stores/session';
import { Button } from '../../ui/button';
import { AnswerLine } from './answer/answer-line';
import { useAnswer, type Known } from './answer/use-answer';
import { ChainReport, useChainVerdict, VerifyButton } from './chain/verify-chain';
import { ExportButtons, exportLacks } from './export/export-buttons';
import { daysOf } from './filter/dates';
import { applyFilter } from './filter/filter';
import { FilterBar } from './filter/filter-bar';
import { useAddress } from './filter/use-address';
import { PrintHeader } from './print/print-header';
import { usePrinting } from './print/use-printing';
import { makeEvidence } from './report/evidence';
import { EvidenceReport } from './report/evidence-report';
import { useReport } from './report/use-report';
import { LogCard } from './table/log-card';
import { TimelineFigure } from './timeline/timeline-figure';

type HistoryViewProps = Known & {
  person: Person;
  /** The part that no filter changes. It is not rendered again for every key pressed. */
  children: ReactNode;
};

/** The answer, the filter in the address, and everything that the filter changes. */
export function HistoryView({ children, person, ...known }: HistoryViewProps) {
  const { history, incidents, now } = known;
  const { rows } = history;
  const address = useAddress();
  const { filter } = address;
  const reports = useReport();
  const printing = usePrinting() && !reports.isOpen;
  const answer = useAnswer(filter, known);
  const verdict = useChainVerdict(person.tenantId);
  const filtered = useMemo(() => applyFilter(rows, filter, incidents, now), [rows, filter, incidents, now]);
  // It has its place under the timeline, which comes with the first rows.
  const begun = history.asked !== null || history.failures.length > 0;
  const lacksId = useId();
  const exported = { id: lacksId, lacks: exportLacks(filtered, filter, history) };
  function makeReport({ currentTarget }: MouseEvent<HTMLElement>) {
    const { data, error } = verdict;
    const evidence = makeEvidence({
      person,
      filter,
      incidents,
      answer,
      history,
      now,
      rows: filtered,
      verdict: { answer: data ? { data: data.data, at: data.askedAt.wall } : null, failed: error !== null },
      address: window.location.origin + address.href,
      madeAt: Date.now(),
    });
    reports.open(evidence, currentTarget);
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="flex-1 text-title font-semibold">Activation history</h1>
        {/* The answer is the first thing on the page, for eyes on a phone and for every screen reader. */}
        {!reports.isOpen && <AnswerLine answer={answer} />}
        <div hidden={reports.isOpen} className="flex flex-wrap gap-3 print:hidden">
          <Button onClick={makeReport} disabledReason={history.asked ? null : 'Nothing has been read yet.'}>
            Evidence report
          </Button>
          <VerifyButton verdict={verdict} />
          <ExportButtons {...{ rows: filtered, incidents, filter, history, person, lacksId }} />
        </div>
      </div>
      <EvidenceReport reports={reports} />
      <div hidden={reports.isOpen}>
        {printing && (
          <PrintHeader
            person={person}
            filter={filter}
            asked={history.asked}
            href={address.href}
            serverNow={now}
          />
        )}
        <ChainReport verdict={verdict} rows={rows} />
        <div className="card mt-5">
          <FilterBar
            filter={address.fields}
            problems={address.problems}
            onChange={address.setFilter}
            onLeave={address.writeNow}
          />
          {rows.length > 0 && (
            <TimelineFigure
              filter={filter}
              incidents={incidents}
              history={history}
              now={now}
              onPeriod={(period) => address.setFilter({ ...filter, range: 'all', ...daysOf(period) })}
            />
          )}
        </div>
        {children}
        {begun && <LogCard {...{ person, history, incidents, now, address, filtered, exported, printing }} />}
      </div>
    </>
  );
}
