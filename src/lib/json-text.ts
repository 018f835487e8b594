/** Steps from the root of a JSON document to one value: names of members and indexes of elements. */
export type JsonPath = readonly (string | number)[];

interface Span {
  start: number;
  end: number;
}
interface Found extends Span {
  /** The positions of the elements when the value is an array. */
  elements: Span[];
}

/**
 * The exact source text of the value at a path of a JSON document, because JSON.parse alters large numbers, `1.0` and
 * repeated members. Null when there is no value at the path or the text is not JSON. If a member is repeated the last one
 * counts, as in JSON.parse.
 */
export function jsonTextAt(text: string, path: JsonPath): string | null {
  const found = find(text, path);
  return found && text.slice(found.start, found.end);
}

/** The source texts of all elements of the array at a path, read in one pass. Null when there is no array. */
export function jsonElementTextsAt(text: string, path: JsonPath): string[] | null {
  const found = find(text, path);
  if (!found || text[found.start] !== '[') return null;
  return found.elements.map(({ start, end }) => text.slice(start, end));
}

/** Reads the whole document once, without recursion, so neither its size nor its depth can cause a failure. */
function find(text: string, path: JsonPath): Found | null {
  const open: { closer: string; start: number }[] = [];
  /** The present member or element of each open container, no deeper than the path. */
  const steps: (string | number)[] = [];
  let found: Found | null = null;
  let at = skipSpace(text, 0);

  const leadsThere = (depth: number) =>
    depth <= path.length && steps.slice(0, depth).every((step, i) => step === path[i]);
  const setStep = (depth: number, step: string | number) => {
    if (depth <= path.length + 1) steps[depth - 1] = step;
  };
  /** Called when a value starts: an earlier value of a repeated member on the path no longer counts. */
  const valueStarts = () => {
    if (found && leadsThere(open.length)) found = null;
  };
  const elements: Span[] = [];
  const valueEnds = (start: number) => {
    const depth = open.length;
    if (depth === path.length && leadsThere(depth)) found = { start, end: at, elements: elements.splice(0) };
    else if (depth === path.length + 1 && open[depth - 1]?.closer === ']' && leadsThere(depth - 1))
      elements.push({ start, end: at });
  };
  /** Reads `"name":`; false when there is something else. */
  const readName = () => {
    const end = stringEnd(text, at);
    if (end < 0) return false;
    setStep(open.length, open.length <= path.length ? unquote(text.slice(at, end)) : '');
    at = skipSpace(text, end);
    if (text[at] !== ':') return false;
    at = skipSpace(text, at + 1);
    return true;
  };

  for (;;) {
    valueStarts();
    let start = at;
    const opener = text[at];
    if (opener === '{' || opener === '[') {
      const closer = opener === '{' ? '}' : ']';
      open.push({ closer, start });
      at = skipSpace(text, at + 1);
      if (text[at] !== closer) {
        if (opener === '[') setStep(open.length, 0);
        else if (!readName()) return null;
        continue;
      }
      open.pop();
      at += 1;
    } else {
      at = scalarEnd(text, at);
      if (at < 0) return null;
    }
    for (;;) {
      valueEnds(start);
      at = skipSpace(text, at);
      const container = open.at(-1);
      if (!container) return at === text.length ? found : null;
      if (text[at] === ',') {
        at = skipSpace(text, at + 1);
        const last = steps[open.length - 1];
        if (container.closer === ']') setStep(open.length, typeof last === 'number' ? last + 1 : 0);
        else if (!readName()) return null;
        break;
      }
      if (text[at] !== container.closer) return null;
      open.pop();
      start = container.start;
      at += 1;
    }
  }
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

function skipSpace(text: string, from: number): number {
  const code = text.charCodeAt(from);
  return code <= 0x20 ? matchEnd(SPACE, text, from) : from;
}

/** The end of the string, number or word that begins at `from`; −1 when none begins there. */
const scalarEnd = (text: string, from: number) =>
  text[from] === '"' ? stringEnd(text, from) : matchEnd(SCALAR, text, from);

function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function stringEnd(text: string, from: number): number {
  if (text[from] !== '"') return -1;
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    // The end of the text (NaN) and control characters end the reading.
    if (!(code >= 0x20)) return -1;
    if (code !== 0x5c) at += 1;
    else if ((at = matchEnd(ESCAPE, text, at)) < 0) return -1;
  }
}

/** The text of a JSON string whose syntax was checked. */
const unquote = (quoted: string): string =>
  quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
