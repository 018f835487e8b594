import type { ChainVerdict } from '../../../api/schemas';
import { isRecord } from '../../../lib/is-record';
import { clip, isRedacted } from '../../../lib/text';

/** The server's verdict on its audit chain, in a form that can be shown. */
export type Verdict = {
  /** True only if the server says so and nothing else in its answer contradicts that (law 1). */
  valid: boolean;
  /** How many rows the server checked; null when it does not say. */
  processed: number | null;
  errors: number | null;
  /** The server's own words, after a note on a contradiction; null when there are none. */
  words: string | null;
  /** At most 50, without duplicates. */
  violations: Violation[];
  /** How many entries are left out of `violations` and are not duplicates. */
  unlisted: number;
};

type Violation = { rowId: string | null; text: string };

const MOST_VIOLATIONS = 50;
const MOST_CHARACTERS = 300;
const MOST_KEYS = 20;

/** Reads the answer of `/audit/logs/verify`. Never throws, whatever the entries of `violations` are. */
export function readVerdict(verdict: ChainVerdict): Verdict {
  const entries = verdict.violations ?? [];
  const contradictions = verdict.valid ? contradictionsOf(verdict, entries.length) : [];
  const contradiction =
    contradictions.length > 0
      ? `The server contradicts itself: it calls the chain valid, and also reports ${contradictions.join(' and ')}.`
      : null;
  const said = [contradiction, verdict.error, verdict.details].filter((words) => words?.trim());
  return {
    valid: verdict.valid === true && contradictions.length === 0,
    processed: count(verdict.processed_count),
    errors: count(verdict.error_count),
    words: said.length > 0 ? said.map((words) => clip(words ?? '', MOST_CHARACTERS)).join(' – ') : null,
    ...readAll(entries),
  };
}

function contradictionsOf(verdict: ChainVerdict, violations: number): string[] {
  const errors = verdict.error_count ?? 0;
  return [
    ...(verdict.is_integrous === false ? ['that it is not intact'] : []),
    ...(errors === 0 ? [] : [`an error count of ${errors}`]),
    ...(violations > 0 ? [`violations (${violations})`] : []),
    ...(verdict.error?.trim() ? ['an error'] : []),
  ];
}

function count(value: number | null | undefined): number | null {
  return value != null && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function readAll(entries: readonly unknown[]): Pick<Verdict, 'violations' | 'unlisted'> {
  const listed = new Map<string, Violation>();
  let unlisted = 0;
  for (const entry of entries) {
    const violation = readOne(entry);
    const key = JSON.stringify(violation);
    if (listed.size < MOST_VIOLATIONS) listed.set(key, violation);
    else if (!listed.has(key)) unlisted += 1;
  }
  return { violations: [...listed.values()], unlisted };
}

function readOne(entry: unknown): Violation {
  try {
    return { rowId: rowIdOf(entry), text: clip(render(entry), MOST_CHARACTERS) || 'no details given' };
  } catch {
    // The entry is nested too deeply, or cannot be turned into text. It still counts as one violation.
    return { rowId: null, text: 'cannot be shown' };
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The row that an entry names; null for a redacted id. */
function rowIdOf(entry: unknown): string | null {
  if (typeof entry === 'string') return UUID.test(entry.trim()) ? entry.trim() : null;
  if (!isRecord(entry)) return null;
  for (const key of ['row_id', 'id', 'log_id']) {
    const id = Object.hasOwn(entry, key) ? entry[key] : null;
    if (typeof id === 'string' && id.trim() !== '' && !isRedacted(id)) return id;
  }
  return null;
}

/** For example `row_id: 7, type: event_hash_mismatch` for an object; otherwise the value itself. */
function render(entry: unknown): string {
  if (!isRecord(entry) || Array.isArray(entry)) return renderValue(entry);
  const parts = Object.entries(entry);
  const shown = parts.slice(0, MOST_KEYS).map(([key, value]) => `${key}: ${renderValue(value)}`);
  return [...shown, ...(parts.length > MOST_KEYS ? ['…'] : [])].join(', ');
}

function renderValue(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return isRecord(value) ? JSON.stringify(value) : String(value);
}
