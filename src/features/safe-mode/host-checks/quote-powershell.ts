import { revealHidden } from '../../../lib/text';

/** U+0027, and the four characters that PowerShell treats in the same way. */
const SINGLE_QUOTES = /['\u2018\u2019\u201A\u201B]/g;

/**
 * A text as a PowerShell literal in single quotes. Only a quote has a meaning in it, and is doubled. Null for a text that
 * cannot be shown safely: control characters, line breaks, and characters that hide or reorder the text beside them.
 */
export function quotePowerShell(text: string): string | null {
  if (/[\t\n\r]/.test(text) || revealHidden(text) !== text) return null;
  return `'${text.replace(SINGLE_QUOTES, '$&$&')}'`;
}
