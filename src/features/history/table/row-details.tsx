import { Link } from 'react-router-dom';
import type { AuditRow } from '../../../api/schemas';
import { operatorOf, operatorShown } from '../../../api/audit/toggle-rows';
import { clip, revealHidden } from '../../../lib/text';
import { RecordedText } from '../../../ui/recorded';
import { indentJson } from './indent-json';
import { rowLink } from './row-name';
import { rowText } from './row-text';

/** More than anybody reads. A longer text would slow down the page. */
const MOST_CHARACTERS = 20_000;

/**
 * Everything in a row: the ids to quote, the hashes, and the record as the server sent it. `name` is for the link to the
 * row.
 */
export function RowDetails({ row, name }: { row: AuditRow; name: string }) {
  const facts: [string, string | null | undefined][] = [
    ['Row id', row.id],
    ['Operator', operatorShown(row)],
    ['Operator id', operatorOf(row)],
    ['Request id', row.request_id],
    ['Hash', row.event_hash],
    ['Hash of the row before', row.prev_hash],
  ];
  return (
    <div className="rounded-control bg-sunken p-4">
      <dl className="grid gap-x-4 gap-y-1 md:grid-cols-[auto_1fr]">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="font-mono text-mono wrap-anywhere">
              <RecordedText text={value?.trim() ? value : null} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">
        <Link to={rowLink(name)}>Link to this row</Link>
      </p>
      <h3 className="mt-2 font-medium">Raw record</h3>
      <RawRecord text={rowText(row)} />
    </div>
  );
}

/** The server's own text of the row, so that no number was rounded by the browser. */
function RawRecord({ text }: { text: string }) {
  const left = text.length - MOST_CHARACTERS;
  const shown = left > 0 ? clip(text, MOST_CHARACTERS) : indentJson(text);
  return (
    <>
      <pre className="mt-1 overflow-x-auto font-mono text-mono whitespace-pre-wrap wrap-anywhere">
        <bdi>{revealHidden(shown)}</bdi>
      </pre>
      {left > 0 && (
        <p className="mt-1">{`This record is very long or nested very deeply. ${left.toLocaleString('en')} more characters are not shown. Export JSON holds all of it.`}</p>
      )}
    </>
  );
}
