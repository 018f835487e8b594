import type { AuditRow } from '../../api/schemas';
import { revealHidden } from '../../lib/text';
import { RecordedText } from '../../ui/recorded';
import { rowLink } from './row-name';

/** Everything a row says: the ids to quote, the hashes, and the record as the server sent it. `name` leads back to it. */
export function RowDetails({ row, name }: { row: AuditRow; name: string }) {
  const facts: [string, string | null | undefined][] = [
    ['Row id', row.id],
    ['Request id', row.request_id],
    ['Hash', row.event_hash],
    ['Hash of the row before', row.prev_hash],
  ];
  return (
    <div className="rounded-md border border-hairline bg-surface p-3">
      <dl className="grid gap-x-4 gap-y-1 md:grid-cols-[auto_1fr]">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="font-mono text-sm wrap-anywhere">
              <RecordedText text={value?.trim() ? value : null} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">
        <a href={rowLink(name)}>Link to this row</a>
      </p>
      <h3 className="mt-2 font-semibold">Raw record</h3>
      <pre className="mt-1 overflow-x-auto font-mono text-sm whitespace-pre-wrap wrap-anywhere">
        <bdi>{revealHidden(JSON.stringify(row, null, 2))}</bdi>
      </pre>
    </div>
  );
}
