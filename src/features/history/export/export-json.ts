import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';
import type { Filter } from '../filter/filter';
import { rowTexts } from '../table/row-text';

type JsonExport = {
  /** In the order shown. */
  rows: readonly AuditRow[];
  tenantId: string;
  /** The filter as it was applied, without the parts that have no meaning. */
  filter: Filter;
  /** The person who exports, as the console knows them. */
  exporter: string;
  /** ms since the epoch. */
  exportedAt: number;
  /** Whether every existing toggle had been read. */
  complete: boolean;
};

/** The rows exactly as the server wrote them, with what a reader must know to judge them. */
export function toJson({ rows, tenantId, filter, exporter, exportedAt, complete }: JsonExport): string {
  const about = {
    format: 'kill-switch-history/1',
    tenant_id: tenantId,
    exported_at: new Date(exportedAt).toISOString(),
    exported_by: exporter,
    filter,
    count: rows.length,
    complete,
  };
  return withRows(about, rows);
}

/** The members of `about`, and `rows` after them: each row is the server's own text. */
export function withRows(members: Record<string, unknown>, rows: readonly AuditRow[]): string {
  const about = JSON.stringify(members, null, 2);
  const texts = rowTexts(rows).map((text) => `\n    ${text}`);
  return `${about.slice(0, -'\n}'.length)},\n  "rows": [${texts.join(',')}${texts.length > 0 ? '\n  ' : ''}]\n}`;
}

/** File systems limit names to 255 bytes. A tenant id that is a UUID has 36 characters. */
const MOST_OF_TENANT = 64;

type NameOptions = {
  /** What the file is, at the beginning of its name. */
  kind?: string;
  extension: 'csv' | 'json';
  filtered: boolean;
  complete: boolean;
};

/**
 * A file name that sorts by tenant and time and is safe on every system: `kill-switch-history_<tenant>_<oldest row>_<newest
 * row>.csv`. Times are in UTC to the second; `none` when no row has one. `_filtered` and `_incomplete` before the extension
 * say that the file does not hold every toggle.
 */
export function exportName(
  tenantId: string,
  rows: readonly AuditRow[],
  { kind = 'kill-switch-history', extension, filtered, complete }: NameOptions,
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
  return `${kind}_${tenant}_${compact(oldest)}_${compact(newest)}${marks}.${extension}`;
}

/** For example `20261102T085950Z`. */
function compact(ms: number): string {
  if (!Number.isFinite(ms)) return 'none';
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}
