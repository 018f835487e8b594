import type { AuditRow } from '../../../api/schemas';
import { operatorOf, operatorShown, reasonOf } from '../../../api/audit/toggle-rows';
import type { Incident } from '../answer/incidents';
import { rowsOf } from '../answer/rows-of';
import { readVerdict } from '../chain/verdict';
import { exportName, withRows } from '../export/export-json';
import type { Evidence } from './evidence';

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function sideOf(row: AuditRow | null, at: number | null) {
  return row && { at: time(at), by: operatorShown(row), by_id: operatorOf(row), reason: reasonOf(row) };
}

function incidentOf(incident: Incident) {
  const { engage, disengage, start, end, durationMs } = incident;
  return {
    engaged: sideOf(engage, start),
    disengaged: sideOf(disengage, end),
    seconds: durationMs === null ? null : durationMs / 1_000,
    row_ids: rowsOf(incident).map(({ id }) => id),
  };
}

/** The report as one file: the same question, answer, verdict and doubts as on paper, and the rows as the server wrote them. */
export function evidenceJson(evidence: Evidence): string {
  const { person, verdict, links } = evidence;
  return withRows(
    {
      format: 'kill-switch-evidence/1',
      tenant_id: person.tenantId,
      made_at: time(evidence.madeAt),
      made_by: { id: person.id, name: person.fullName, email: person.email, role: person.role },
      address: evidence.address,
      question: evidence.question,
      answer: evidence.answer,
      filter: evidence.filter,
      read_from_log_at: time(evidence.readAt?.ms ?? null),
      chain: {
        verified: verdict.answer !== null && !verdict.failed,
        intact: verdict.answer && readVerdict(verdict.answer.data).valid,
        asked_at: time(verdict.answer?.at ?? null),
        server_verdict: verdict.answer?.data ?? null,
        own_check: { rows: links.rows, links_checked: links.linked, conflicts: links.contradictions },
      },
      not_verified: evidence.unverified,
      incidents: evidence.incidents.map(incidentOf),
      count: evidence.rows.length,
      complete: evidence.complete,
    },
    evidence.rows,
  );
}

export function evidenceName({ person, rows, filtered, complete }: Evidence): string {
  return exportName(person.tenantId, rows, {
    kind: 'kill-switch-evidence',
    extension: 'json',
    filtered,
    complete,
  });
}

/** The SHA-256 of a text as UTF-8, in hexadecimal digits; null where the browser gives no page the means (plain http). */
export async function sha256(text: string): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return null;
  try {
    const hash = await subtle.digest('SHA-256', new TextEncoder().encode(text));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null;
  }
}
