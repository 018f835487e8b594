/** Each level is indented up to this depth; deeper ones would be more blanks than text. */
const MOST_LEVELS = 8;

/** A string is one token: text in it that looks like JSON stays text. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/gs;

/**
 * JSON with one line for each member and element of its outer levels. Only blanks between tokens change; every number and
 * string stays as it was written. Made for texts that a person can read, not for megabytes.
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
