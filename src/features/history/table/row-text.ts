import { rowSource } from '../../../api/audit/audit';
import type { AuditRow } from '../../../api/schemas';
import { jsonElementTextsAt, jsonTextAt } from '../../../lib/json-text';

/**
 * The row as the server wrote it. JSON.parse alters large numbers, `1.0` and repeated members, and evidence must not be
 * altered.
 */
export function rowText(row: AuditRow): string {
  const source = rowSource(row);
  return (source && jsonTextAt(source.text, source.path)) ?? written(row);
}

/** The rows as the server wrote them. Each answer is read once, not once for each of its rows. */
export function rowTexts(rows: readonly AuditRow[]): string[] {
  const answers = new Map<string, string[] | null>();
  return rows.map((row) => {
    const source = rowSource(row);
    if (!source) return written(row);
    const { text, path } = source;
    if (!answers.has(text)) answers.set(text, jsonElementTextsAt(text, path.slice(0, -1)));
    return answers.get(text)?.[Number(path.at(-1))] ?? written(row);
  });
}

/** The text of a row that came from no answer. If it is nested too deeply for JSON.stringify, at least its id is kept. */
function written(row: AuditRow): string {
  try {
    return JSON.stringify(row);
  } catch {
    return JSON.stringify({ id: row.id });
  }
}
