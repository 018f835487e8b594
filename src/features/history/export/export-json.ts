import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';
import type { Filter } from '../filter/filter';
import { rowTexts } from '../table/row-text';

type JsonExport = {
  /** In the order shown. */
  rows: readonly AuditRow[];
  tenantId: string;
  /** As it was applied: what means nothing is left out. */
  filter: Filter;
  /** Who exports, as the console knows the person. */
  exporter: string;
  /** ms since the epoch. */
  exportedAt: number;
  /** Whether every toggle there is had been read. */
  complete: boolean;
};

/** The rows as the server wrote them, character by character, with what one must know to judge them. */
export function toJson({ rows, tenantId, filter, exporter, exportedAt, complete }: JsonExport): string {
  const about = JSON.stringify(
    {
      format: 'kill-switch-history/1',
      tenant_id: tenantId,
      exported_at: new Date(exportedAt).toISOString(),
      exported_by: exporter,
      filter,
      count: rows.length,
      complete,
    },
    null,
    2,
  );
  const texts = rowTexts(rows).map((text) => `\n    ${text}`);
  return `${about.slice(0, -'\n}'.length)},\n  "rows": [${texts.join(',')}${texts.length > 0 ? '\n  ' : ''}]\n}`;
}

/** File systems end names at 255 bytes; a tenant id is a UUID of 36. */
const MOST_OF_TENANT = 64;

type NameOptions = { extension: 'csv' | 'json'; filtered: boolean; complete: boolean };

/**
 * A file name that sorts by tenant and time and is safe on every system:
 * `kill-switch-history_<tenant>_<oldest row>_<newest row>.csv`, times in UTC to the second, `none` when no row has one.
 * `_filtered` and `_incomplete` before the extension say that the file does not hold every toggle.
 */
export function exportName(
  tenantId: string,
  rows: readonly AuditRow[],
  { extension, filtered, complete }: NameOptions,
): string {
  let [oldest, newest] = [Infinity, -Infinity];
  for (const row of rows) {
    const ms = timeOf(row);
    if (ms === null) continue;
    oldest = Math.min(oldest, ms);
    newest = Math.max(newest, ms);
  }
  const tenant = tenantId.replace(/[^A-Za-z0-9-]/g, '').slice(0, MOST_OF_TENANT) || 'none';
  const marks = `${filtered ? '_filtered' : ''}${complete ? '' : '_incomplete'}`;
  return `kill-switch-history_${tenant}_${compact(oldest)}_${compact(newest)}${marks}.${extension}`;
}

/** `20261102T085950Z` */
function compact(ms: number): string {
  if (!Number.isFinite(ms)) return 'none';
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}
