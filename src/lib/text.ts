/** Whitespace and characters that show nothing; `trim()` keeps several of them (U+200B, U+2060, U+00AD, U+3164, U+2800). */
const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/gu;

/** True when something of `text` can be seen. */
export function hasVisibleCharacter(text: string): boolean {
  return text.replace(INVISIBLE, '').length > 0;
}

/** Bidi controls, C0/C1 controls but tab and newline, and zero-width characters that carry no meaning of their own. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]|\p{Cs}/gu;

/** Signs that join or enclose their neighbours into one wide piece, once there are more than any script needs: no line breaks there. */
const PILED_UP =
  /(?<=\p{Me}{4})\p{Me}|(?<=[\u0600-\u0605\u06DD\u070F\u08E2]{4})[\u0600-\u0605\u06DD\u070F\u08E2]/gu;

/** Replaces characters that would hide, reorder or break text by their visible code, such as `⟨U+202E⟩`. */
export function revealHidden(text: string): string {
  return text.replace(HIDDEN, codeOf).replace(PILED_UP, codeOf);
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${code}⟩`;
}

/** Length in code points, as a person and the service count characters. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** What the gateway puts where it blacked something out, e.g. `***EMAIL_REDACTED***`. */
const REDACTED = /\*{3}[A-Z0-9_]*REDACTED\*{3}/;

/** True when the gateway blacked out (part of) the text: show that, never compare it. */
export function isRedacted(text: string): boolean {
  return REDACTED.test(text);
}

/** What is left of a text between the pieces that the gateway blacked out. */
export function betweenRedactions(text: string): string[] {
  return text.split(REDACTED);
}

/** At most `most` UTF-16 units of a text; what is longer is cut, never within a character, and ends with `end`. */
export function clip(text: string, most: number, end = '…'): string {
  if (text.length <= most) return text;
  return text.slice(0, most - end.length).replace(/[\uD800-\uDBFF]$/, '') + end;
}
