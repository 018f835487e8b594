import { revealHidden } from '../../../lib/text';

/** U+0027 and the four that PowerShell reads as if they were it. */
const SINGLE_QUOTES = /['\u2018\u2019\u201A\u201B]/g;

/**
 * A text as a PowerShell literal in single quotes, in which only a quote means anything, and is doubled. Null for a text
 * that cannot be shown as it is: control characters, line breaks, and what hides or reorders what stands beside it.
 */
export function quotePowerShell(text: string): string | null {
  if (/[\t\n\r]/.test(text) || revealHidden(text) !== text) return null;
  return `'${text.replace(SINGLE_QUOTES, '$&$&')}'`;
}
