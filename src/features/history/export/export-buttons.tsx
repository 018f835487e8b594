import type { AuditRow } from '../../../api/schemas';
import { announce } from '../../../stores/announcements';
import type { Person } from '../../../stores/session';
import { Button } from '../../../ui/button';
import { download } from '../../../lib/download';
import { toCsv } from './export-csv';
import { exportName, toJson } from './export-json';
import { isFiltered, type Filter } from '../filter/filter';
import type { Incident } from '../answer/incidents';
import type { History } from '../loading/use-history';

type Read = Pick<History, 'complete' | 'failures' | 'unreadable'>;

/** Whether every toggle could be read, so that an export without a filter lacks nothing. */
export function isComplete({ complete, failures, unreadable }: Read): boolean {
  return complete && failures.length === 0 && unreadable === 0;
}

/** What an export lacks, in words; empty when it lacks nothing, or when there is none. */
export function exportLacks(rows: readonly AuditRow[], filter: Filter, history: Read): string {
  if (rows.length === 0) return '';
  const only = isFiltered(filter) ? ['Only what the filter shows is exported.'] : [];
  const not = isComplete(history)
    ? []
    : ['Not every toggle could be read: the file will not be complete, and its name says so.'];
  return [...only, ...not].join(' ');
}

type ExportButtonsProps = {
  rows: readonly AuditRow[];
  incidents: readonly Incident[];
  filter: Filter;
  history: Read;
  person: Person;
  /** The id of the element that says what an export lacks. */
  lacksId: string;
};

/**
 * Saves exactly what the filter shows. If the file is incomplete, the page says so before and after, and the file's name
 * says so, too.
 */
export function ExportButtons({ rows, incidents, filter, history, person, lacksId }: ExportButtonsProps) {
  const { tenantId } = person;
  const nothing = rows.length === 0 ? 'There is nothing to export.' : null;
  const complete = isComplete(history);
  const filtered = isFiltered(filter);
  function save(extension: 'csv' | 'json') {
    const name = exportName(tenantId, rows, { extension, filtered, complete });
    if (extension === 'csv') download(name, 'text/csv;charset=utf-8', toCsv(rows, incidents));
    else {
      const exporter = person.id ?? person.email;
      const text = toJson({ rows, tenantId, filter, exporter, exportedAt: Date.now(), complete });
      download(name, 'application/json', text);
    }
    announce(
      `${rows.length} rows exported.${filtered ? ' Filtered.' : ''}${complete ? '' : ' Not complete.'}`,
      'polite',
    );
  }
  const describedBy = exportLacks(rows, filter, history) === '' ? undefined : lacksId;
  return (
    <>
      <Button disabledReason={nothing} describedBy={describedBy} onClick={() => save('csv')}>
        Export CSV
      </Button>
      <Button disabledReason={nothing} describedBy={describedBy} onClick={() => save('json')}>
        Export JSON
      </Button>
    </>
  );
}
