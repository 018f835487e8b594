/** Replaces a value that is nested too deeply for a browser to write as text. */
export const TOO_DEEP_TO_SHOW = '(nested too deeply to show here)';

/** A value from the server as JSON text. A value that is nested too deeply gives a note instead of an error. */
export function showJson(value: unknown): string {
  return jsonOf(value) ?? TOO_DEEP_TO_SHOW;
}

/** JSON text; null for a value that is nested too deeply. `undefined` is not JSON and is shown by its name. */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return null;
  }
}
