import { useId } from 'react';
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

type ExportButtonsProps = {
  rows: readonly AuditRow[];
  incidents: readonly Incident[];
  filter: Filter;
  history: Pick<History, 'complete' | 'failures' | 'unreadable'>;
  person: Person;
};

/**
 * Saves exactly what the filter shows. If the file is incomplete, the page says so before and after, and the file's name
 * says so, too.
 */
export function ExportButtons({ rows, incidents, filter, history, person }: ExportButtonsProps) {
  const lacksId = useId();
  const { tenantId } = person;
  const nothing = rows.length === 0 ? 'There is nothing to export.' : null;
  const complete = history.complete && history.failures.length === 0 && history.unreadable === 0;
  const filtered = isFiltered(filter);
  const lacks = [
    ...(filtered ? ['Only what the filter shows is exported.'] : []),
    ...(complete
      ? []
      : ['Not every toggle could be read: the file will not be complete, and its name says so.']),
  ].join(' ');
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
  const describedBy = nothing === null && lacks !== '' ? lacksId : undefined;
  return (
    <>
      <Button disabledReason={nothing} describedBy={describedBy} onClick={() => save('csv')}>
        Export CSV
      </Button>
      <Button disabledReason={nothing} describedBy={describedBy} onClick={() => save('json')}>
        Export JSON
      </Button>
      {describedBy && <p id={lacksId}>{lacks}</p>}
    </>
  );
}
