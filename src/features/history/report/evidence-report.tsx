import { tenantInFull } from '../../../auth/person';
import { download } from '../../../lib/download';
import { formatUtc } from '../../../lib/time';
import { Button } from '../../../ui/button';
import { UserText } from '../../../ui/user-text';
import { contradictionWords, linkWords, serverCounts } from '../chain/link-words';
import { readVerdict } from '../chain/verdict';
import { IncidentTable } from '../table/incident-table';
import type { Evidence } from './evidence';
import { evidenceName } from './evidence-json';
import { ReportRows } from './report-rows';
import { usePieces } from './use-pieces';
import type { Report, useReport } from './use-report';

const n = (count: number) => count.toLocaleString('en');
const counted = (count: number, noun: string) => `${n(count)} ${noun}${count === 1 ? '' : 's'}`;
/** Called once, when the heading appears: what follows is read from there. */
const focus = (heading: HTMLElement | null) => heading?.focus();

/** One page that can be printed and handed over, in the place of the history. */
export function EvidenceReport({ reports }: { reports: ReturnType<typeof useReport> }) {
  const { asked, report, close, goOn } = reports;
  if (asked === null && report === null) return null;
  return (
    <section aria-labelledby="report-title" className="card mt-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="report-title" tabIndex={-1} ref={focus} className="flex-1 text-title font-semibold">
          Evidence report
        </h2>
        <div className="flex flex-wrap gap-3 print:hidden">
          {report && (
            <>
              <Button tone="primary" onClick={() => window.print()}>
                Print
              </Button>
              <Button
                onClick={() => download(evidenceName(report.evidence), 'application/json', report.file)}
              >
                Download JSON
              </Button>
            </>
          )}
          <Button onClick={close}>Back to the history</Button>
        </div>
      </div>
      {report && <ReportBody report={report} />}
      {asked && (
        <div className="mt-4">
          <p>
            {`This report would have ${n(asked.rows.length)} rows in ${counted(asked.incidents.length, 'incident')}. It may take hundreds of pages. Go back to narrow the filter, or go on.`}
          </p>
          <div className="mt-4">
            <Button onClick={goOn}>{`Go on with ${n(asked.rows.length)} rows`}</Button>
          </div>
        </div>
      )}
    </section>
  );
}

function ReportBody({ report: { evidence, digest } }: { report: Report }) {
  const written = usePieces(evidence.rows.length);
  const { rows, incidents, unverified, person, madeAt, readAt, complete } = evidence;
  const facts: [string, string][] = [
    ['Question', evidence.question],
    ['Answer', evidence.answer],
    ['Tenant', tenantInFull(person)],
    ['Made by', [person.fullName, person.email, person.role, person.id].filter(Boolean).join(', ')],
    ['Made at', `${formatUtc(madeAt)} (this device’s clock)`],
    [
      'Read from the audit log',
      readAt
        ? `${formatUtc(readAt.ms)} (${readAt.byServer ? 'the server’s clock' : 'this device’s clock'})`
        : 'not yet',
    ],
    ['Address', evidence.address],
    [
      'Contents',
      `${counted(incidents.length, 'incident')}, ${counted(rows.length, 'row')}. ${complete ? 'Every row of the history could be read.' : 'The history could not be read completely.'}`,
    ],
    ...chainFacts(evidence),
    ['File', evidenceName(evidence)],
    ['SHA-256 of the file', digestWords(digest)],
  ];
  return (
    <>
      {written < rows.length && (
        <p className="mt-4 font-medium">
          {`Writing the rows: ${n(written)} of ${n(rows.length)}. Print when all are there.`}
        </p>
      )}
      <dl aria-label="About this report" className="mt-4 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 wrap-anywhere">
              <UserText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-5 text-heading font-semibold">What could not be verified</h3>
      <ul className="mt-1 list-disc pl-5">
        {unverified.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h3 className="mt-5 text-heading font-semibold">Incidents</h3>
      {incidents.length > 0 ? (
        <IncidentTable incidents={incidents.slice(0, written)} me={person} now={Infinity} />
      ) : (
        <p>None.</p>
      )}
      <h3 className="mt-5 text-heading font-semibold">Rows</h3>
      {rows.length > 0 ? <ReportRows rows={rows} most={written} /> : <p>None.</p>}
    </>
  );
}

function chainFacts({ verdict: { answer, failed }, links }: Evidence): [string, string][] {
  const { title, rest } = linkWords(links);
  const conflicts = links.contradictions.map(
    ({ kind, rows }) => `${contradictionWords[kind]}: ${[...new Set(rows)].join(', ')}.`,
  );
  const own: [string, string] = ['Checked by this console', [title, rest, ...conflicts].join(' ').trim()];
  if (answer === null)
    return [['Audit chain', failed ? 'Not verified: the attempt failed.' : 'Not verified.'], own];
  const { valid, processed, errors, words } = readVerdict(answer.data);
  const said = words === null ? '' : ` In its words: ${words}`;
  const state = valid ? 'intact' : 'BROKEN';
  return [
    [
      'Audit chain',
      `The server says: ${state}. ${serverCounts(processed, errors)}, as of ${formatUtc(answer.at)} (this device’s clock).${said}`,
    ],
    own,
  ];
}

function digestWords(digest: string | null | undefined): string {
  if (digest === undefined) return 'being made …';
  return digest ?? 'It could not be made: the browser makes none for a page that was opened over plain http.';
}
