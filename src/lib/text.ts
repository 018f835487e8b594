/** Whitespace and invisible characters; `trim()` keeps several of them (U+200B, U+2060, U+00AD, U+3164, U+2800). */
const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/gu;

/** True when at least one character of `text` is visible. */
export function hasVisibleCharacter(text: string): boolean {
  return text.replace(INVISIBLE, '').length > 0;
}

/**
 * C0/C1 controls except tab and newline, line separators, U+2800, and all characters that Unicode lets a font ignore: bidi
 * controls, blank letters, zero-width characters. Joiners are not included, because they have a meaning; SELECTORS handles
 * the variation selectors.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u2800\uFFF9-\uFFFB]|(?!\u200C|\u200D|[\uFE00-\uFE0F\u180B-\u180D\u180F])\p{Default_Ignorable_Code_Point}|\p{Cs}/gu;

/**
 * Variation selectors that change nothing. Not included is the one that changes how a pictograph, a keycap or a Mongolian
 * letter is drawn.
 */
const SELECTORS =
  /[\uFE00-\uFE0D]|(?<![\p{Extended_Pictographic}\p{So}\p{Emoji_Modifier}#*0-9])[\uFE0E\uFE0F]|(?<=[#*0-9])[\uFE0E\uFE0F](?!\u20E3)|(?<!\p{Script=Mongolian})[\u180B-\u180D\u180F]/gu;

/**
 * Characters that join or enclose their neighbours into one wide piece without line breaks, once there are more of them than
 * any script needs.
 */
const PILED_UP =
  /(?<=\p{Me}{4})\p{Me}|(?<=[\u0600-\u0605\u06DD\u070F\u08E2]{4})[\u0600-\u0605\u06DD\u070F\u08E2]/gu;

/** Replaces characters that would hide, reorder or break text by their visible code, such as `⟨U+202E⟩`. */
export function revealHidden(text: string): string {
  return text.replace(HIDDEN, codeOf).replace(SELECTORS, codeOf).replace(PILED_UP, codeOf);
}

/**
 * Marks, joiners and parts of syllables. No line breaks between them, so many in a row make a piece that is wider than the
 * page.
 */
const GLUED =
  /(?:\S?(?:\u200C|\u200D|[\p{M}\u0E33\u0EB3\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB\p{Emoji_Modifier}])){12}/u;

/** True when a text contains a piece without any place for a line break, or a pile of marks that would cover its neighbours. */
export function isGlued(text: string): boolean {
  return GLUED.test(text);
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${code}⟩`;
}

/** Length in code points, as a person and the service count characters. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** The gateway's marker for redacted text, e.g. `***EMAIL_REDACTED***`. */
const REDACTED = /\*{3}[A-Z0-9_]*REDACTED\*{3}/;

/** True when the gateway redacted the text or a part of it. Show such a text, but never compare it. */
export function isRedacted(text: string): boolean {
  return REDACTED.test(text);
}

/** The parts of a text between the redacted pieces. */
export function betweenRedactions(text: string): string[] {
  return text.split(REDACTED);
}

/** At most `most` UTF-16 units of a text. A longer text is cut, never within a character, and ends with `end`. */
export function clip(text: string, most: number, end = '…'): string {
  if (text.length <= most) return text;
  return text.slice(0, most - end.length).replace(/[\uD800-\uDBFF]$/, '') + end;
}
