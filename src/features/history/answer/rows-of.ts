import type { AuditRow } from '../../../api/schemas';
import type { Incident } from './incidents';

/** Every row of an incident, oldest first. */
export function rowsOf({ engage, repeats, disengage, extra }: Incident): AuditRow[] {
  return [engage, ...repeats, disengage, ...extra].filter((row) => row !== null);
}

/** The incidents that have at least one of these rows, in their order. */
export function incidentsWith(rows: readonly AuditRow[], incidents: readonly Incident[]): Incident[] {
  const wanted = new Set(rows);
  return incidents.filter((incident) => rowsOf(incident).some((row) => wanted.has(row)));
}
