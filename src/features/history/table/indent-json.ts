/** Each level is indented; deeper ones would be more blanks than text. */
const MOST_LEVELS = 8;

/** Strings are taken whole: what looks like JSON within them is text. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/gs;

/**
 * JSON with a line for each member and element of its outer levels. Only blanks between tokens change: every number and
 * string stays as it was written. For texts that a person can read: not for megabytes.
 */
export function indentJson(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  const newLine = () => parts.push('\n', '  '.repeat(depth));
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const closes = token === '}' || token === ']';
    const shallow = depth <= MOST_LEVELS;
    if (closes) depth -= 1;
    const opened = before === '{' || before === '[';
    if (shallow && (closes ? !opened : opened || before === ',') && before !== '') newLine();
    parts.push(token);
    if (token === '{' || token === '[') depth += 1;
    else if (token === ':' && shallow) parts.push(' ');
    before = token;
  }
  return parts.join('');
}
