/**
 * JSON as RFC 8785 writes it: no blanks, members in the order of the UTF-16 code units of their names. Signatures cover this
 * text.
 *
 * @throws TypeError for what such JSON cannot contain: numbers that are not finite, lone surrogates, functions.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`No JSON for a ${typeof value}`);
  const members = new Map<string, unknown>(Object.entries(value).filter(([, inner]) => inner !== undefined));
  // The default order of `toSorted` is by code units. An object would put names like "1" first.
  const names = [...members.keys()].toSorted();
  return `{${names.map((name) => `${quote(name)}:${canonicalJson(members.get(name))}`).join(',')}}`;
}

function quote(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('No JSON for a lone surrogate');
  return JSON.stringify(text);
}

/** The RFC asks for numbers exactly as ECMAScript writes them. */
function finite(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`No JSON for ${value}`);
  return JSON.stringify(value);
}
