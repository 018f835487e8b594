/**
 * Separators and control, format, private and unassigned characters; characters that Unicode tells renderers to ignore
 * (U+034F, U+115F, U+1160, U+3164, U+FFA0, variation selectors); and the empty Braille cell, which Unicode lists as a
 * symbol.
 */
const SHOWS_NOTHING = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const LONGEST_REASON = 500;

export type ReasonFault = 'reason_required' | 'reason_too_long';

/** Why the value is not a valid reason; null when it is valid. Length in code points, as sent. */
export function judgeReason(reason: unknown): ReasonFault | null {
  if (typeof reason !== 'string' || reason.replace(SHOWS_NOTHING, '') === '') return 'reason_required';
  return [...reason].length > LONGEST_REASON ? 'reason_too_long' : null;
}
