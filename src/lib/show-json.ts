/** What stands in a value's place that is nested so deeply that no browser writes it as text. */
export const TOO_DEEP_TO_SHOW = '(nested too deeply to show here)';

/** A value of the server's as JSON text, whatever it is: one that is nested too deeply is told, and breaks nothing. */
export function showJson(value: unknown): string {
  return jsonOf(value) ?? TOO_DEEP_TO_SHOW;
}

/** JSON text; null for what is nested too deeply for it. `undefined` is no JSON, and is named. */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return null;
  }
}
