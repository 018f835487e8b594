import type { ToggleAction } from '../../../api/kill-switch';
import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';

/** From an engage to the disengage that lifted it. Times are ms since the epoch on the server's clock. */
export type Incident = {
  /** The id of its first row. */
  id: string;
  /** Null: disengaged although no engage is known. Only the oldest incident can be so. */
  engage: AuditRow | null;
  /** Engage rows while it was engaged already, oldest first. */
  repeats: AuditRow[];
  /** Null: still open. Only the newest incident can be so. */
  disengage: AuditRow | null;
  /** Disengage rows after it that lifted nothing, oldest first. */
  extra: AuditRow[];
  start: number | null;
  end: number | null;
  /** Null when start or end is unknown, and when the clock says that it ended before it began. */
  durationMs: number | null;
};

/** Which toggle a row records; null for actions that the contract (src/api/openapi.yaml) does not know. */
export function toggleOf(row: AuditRow): ToggleAction | null {
  if (row.action === 'kill_switch_engaged') return 'engage';
  return row.action === 'kill_switch_disengaged' ? 'disengage' : null;
}

/** Rows of the same millisecond that follow each other in the log, newest first. */
type Tie = Record<ToggleAction, AuditRow[]> & { time: number | null };

/**
 * Pairs toggles into incidents, newest first. Every row of a known action lands in exactly one incident; unknown actions
 * change nothing. Before the oldest row the switch counts as disengaged. The order given is believed, so a row of unknown
 * time keeps its place; only among rows of the same millisecond, whose order the log does not tell, the one is chosen
 * that alternates with the state so far: of an engage and a disengage at once, the disengage comes first if it was
 * engaged. Rows that are not loaded cannot be paired: a disengage whose engage is missing from the middle is an `extra`.
 * @param rows newest first, as `mergeToggles` gives them
 */
export function pairIncidents(rows: readonly AuditRow[]): Incident[] {
  const incidents: Incident[] = [];
  for (const { engage: engages, disengage: disengages } of tiesOf(rows).toReversed()) {
    for (;;) {
      const isEngaged = incidents.at(-1)?.disengage === null;
      const [wanted, other] = isEngaged ? [disengages, engages] : [engages, disengages];
      // Newest first, so that the last one is the oldest.
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
