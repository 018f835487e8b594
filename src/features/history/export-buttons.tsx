import type { AuditRow } from '../../api/schemas';
import { announce } from '../../stores/announcements';
import type { Person } from '../../stores/session';
import { Button } from '../../ui/button';
import { download } from '../../lib/download';
import { toCsv } from './export-csv';
import { exportName, toJson } from './export-json';
import type { Filter } from './filter';
import type { Incident } from './incidents';

type ExportButtonsProps = {
  rows: readonly AuditRow[];
  incidents: readonly Incident[];
  filter: Filter;
  complete: boolean;
  person: Person;
};

/** Saves exactly what the filter shows. */
export function ExportButtons({ rows, incidents, filter, complete, person }: ExportButtonsProps) {
  const { tenantId } = person;
  const nothing = rows.length === 0 ? 'There is nothing to export.' : null;
  function save(extension: 'csv' | 'json') {
    const name = exportName(tenantId, rows, extension);
    if (extension === 'csv') download(name, 'text/csv;charset=utf-8', toCsv(rows, incidents));
    else {
      const exporter = person.id ?? person.email;
      const text = toJson({ rows, tenantId, filter, exporter, exportedAt: Date.now(), complete });
      download(name, 'application/json', text);
    }
    announce(`${rows.length} rows exported.`, 'polite');
  }
  return (
    <>
      <Button disabledReason={nothing} onClick={() => save('csv')}>
        Export CSV
      </Button>
      <Button disabledReason={nothing} onClick={() => save('json')}>
        Export JSON
      </Button>
    </>
  );
}
