/** Nesting that is deeper than any record needs and that would crash the page. */
export class TooDeepError extends Error {
  override readonly name = 'TooDeepError';
}

const MOST_DEPTH = 500;

/**
 * JSON as RFC 8785 writes it, which is what the Guardian's signature covers: no blanks, numbers and texts as ECMAScript
 * writes them, members in the order of the UTF-16 code units of their names.
 *
 * @throws TypeError for what such JSON cannot contain: lone surrogates, numbers that are not finite, values that are not
 * JSON.
 * @throws TooDeepError for nesting deeper than any record needs.
 */
export function canonicalJson(value: unknown): string {
  return written(value, 0);
}

function written(value: unknown, depth: number): string {
  if (depth > MOST_DEPTH) throw new TooDeepError();
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value)
        ? `[${value.map((item) => written(item, depth + 1)).join(',')}]`
        : members(value, depth + 1);
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

function members(value: object, depth: number): string {
  // Pairs and not an object: an object puts names like "1" first, and a member may be named `__proto__`.
  return `{${Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${quoted(name)}:${written(member, depth)}`)
    .join(',')}}`;
}

/** A text as RFC 8785 writes it. */
export function quoted(text: string): string {
  // `JSON.stringify` would escape it, and then two different texts could have the same form.
  if (/\p{Cs}/u.test(text)) throw new TypeError('Canonical JSON has no lone surrogates');
  return JSON.stringify(text);
}
