import type { ToggleAction } from '../../../api/kill-switch';
import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';

/** The time from an engage to the disengage that lifted it. Times are ms since the epoch on the server's clock. */
export type Incident = {
  /** The id of its first row. */
  id: string;
  /** Null when the first row is a disengage without a known engage. Only the oldest incident can have this. */
  engage: AuditRow | null;
  /** Engage rows that were written while the switch was engaged already, oldest first. */
  repeats: AuditRow[];
  /** Null while the incident is open. Only the newest incident can have this. */
  disengage: AuditRow | null;
  /** Later disengage rows that lifted nothing, oldest first. */
  extra: AuditRow[];
  start: number | null;
  end: number | null;
  /** Null when start or end is unknown, or when the end is before the start. */
  durationMs: number | null;
};

/** Which toggle a row records; null for actions that the contract (core/contract/openapi.yaml) does not know. */
export function toggleOf(row: AuditRow): ToggleAction | null {
  if (row.action === 'kill_switch_engaged') return 'engage';
  return row.action === 'kill_switch_disengaged' ? 'disengage' : null;
}

/** Rows of the same millisecond that follow each other in the log, newest first. */
type Tie = Record<ToggleAction, AuditRow[]> & { time: number | null };

/**
 * Pairs toggles into incidents, newest first. Every row of a known action is in exactly one incident; unknown actions are
 * ignored. Before the oldest row the switch counts as disengaged. The given order is kept, so a row without a time stays in
 * its place. Only rows of the same millisecond may be reordered, because the log does not say their order: they then
 * alternate with the state so far. For example, if the switch was engaged, the disengage comes before an engage of the same
 * millisecond. Rows that are not loaded cannot be paired: a disengage whose engage is missing from the middle is an `extra`.
 * @param rows newest first, as `mergeToggles` returns them
 */
export function pairIncidents(rows: readonly AuditRow[]): Incident[] {
  const incidents: Incident[] = [];
  for (const { engage: engages, disengage: disengages } of tiesOf(rows).toReversed()) {
    for (;;) {
      const isEngaged = incidents.at(-1)?.disengage === null;
      const [wanted, other] = isEngaged ? [disengages, engages] : [engages, disengages];
      // The rows are newest first, so the last one is the oldest.
      const row = wanted.pop() ?? other.pop();
      if (!row) break;
      append(incidents, row);
    }
  }
  return incidents.toReversed();
}

function tiesOf(rows: readonly AuditRow[]): Tie[] {
  const ties: Tie[] = [];
  for (const row of rows) {
    const toggle = toggleOf(row);
    if (!toggle) continue;
    const time = timeOf(row);
    let tie = ties.at(-1);
    if (!tie || time === null || tie.time !== time) ties.push((tie = { time, engage: [], disengage: [] }));
    tie[toggle].push(row);
  }
  return ties;
}

/** `incidents` oldest first. */
function append(incidents: Incident[], row: AuditRow) {
  const newest = incidents.at(-1);
  if (toggleOf(row) === 'engage') {
    if (newest?.disengage === null) newest.repeats.push(row);
    else incidents.push(begin(row.id, row, null));
  } else if (!newest) {
    incidents.push(begin(row.id, null, row));
  } else if (newest.disengage === null) {
    close(newest, row);
  } else {
    newest.extra.push(row);
  }
}

function begin(id: string, engage: AuditRow | null, disengage: AuditRow | null): Incident {
  const start = engage && timeOf(engage);
  const end = disengage && timeOf(disengage);
  return { id, engage, repeats: [], disengage, extra: [], start, end, durationMs: null };
}

function close(incident: Incident, row: AuditRow) {
  const { start } = incident;
  const end = timeOf(row);
  incident.disengage = row;
  incident.end = end;
  incident.durationMs = start === null || end === null || end < start ? null : end - start;
}
