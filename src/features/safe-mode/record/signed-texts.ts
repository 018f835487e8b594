import { quoted, TooDeepError } from './canonical-json';

/** Deeper nesting than any record needs, and far less than what a browser can handle. */
export const MOST_DEPTH = 500;

/**
 * The texts that a signature may cover: all members of a record except the signature, without blanks and in RFC 8785's
 * order.
 */
export type SignedTexts = {
  /** With numbers as ECMAScript writes them. This is RFC 8785. */
  rfc8785: string;
  /**
   * With numbers as the server wrote them: some signers do not shorten `1.0`, or use integers that JavaScript cannot
   * represent.
   */
  asWritten: string;
  /** False when JavaScript cannot represent a number of the record: then it is possible that neither text is the signed one. */
  exact: boolean;
};

type Written = { rfc8785: string; asWritten: string };

/**
 * Both texts of a record, from its own source text. If a member is repeated the last one counts, as in JSON.parse.
 *
 * @throws TooDeepError for nesting that is too deep; TypeError for what RFC 8785 cannot contain, or what is no JSON object
 */
export function signedTexts(recordText: string): SignedTexts {
  const read = createReader(recordText);
  const members = read.members(1);
  members.delete('signature');
  return { ...objectOf(members), exact: read.exact() };
}

function objectOf(members: ReadonlyMap<string, Written>): Written {
  const sorted = [...members].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const write = (kind: keyof Written) =>
    `{${sorted.map(([name, value]) => `${quoted(name)}:${value[kind]}`).join(',')}}`;
  return { rfc8785: write('rfc8785'), asWritten: write('asWritten') };
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function createReader(text: string) {
  let at = 0;
  let exact = true;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  }
  function skip(character: string): boolean {
    take(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }
  function expectNext(character: string) {
    if (!skip(character)) throw new TypeError('No JSON');
  }

  function stringValue(): string {
    const start = at;
    for (at += 1; text[at] !== '"'; at += 1) {
      if (at >= text.length) throw new TypeError('No JSON');
      if (text[at] === '\\') at += 1;
    }
    at += 1;
    return String(JSON.parse(text.slice(start, at)));
  }

  function scalar(): Written {
    if (text[at] === '"') return alike(quoted(stringValue()));
    const asWritten = take(SCALAR);
    if (asWritten === '') throw new TypeError('No JSON');
    if (/^[tfn]/.test(asWritten)) return alike(asWritten);
    if (isExact(asWritten)) return { rfc8785: JSON.stringify(Number(asWritten)), asWritten };
    exact = false;
    const number = Number(asWritten);
    return { rfc8785: Number.isFinite(number) ? JSON.stringify(number) : asWritten, asWritten };
  }

  function value(depth: number): Written {
    if (depth > MOST_DEPTH) throw new TooDeepError();
    take(SPACE);
    if (text[at] === '{') return objectOf(members(depth));
    if (!skip('[')) return scalar();
    const items: Written[] = [];
    if (!skip(']')) {
      do items.push(value(depth + 1));
      while (skip(','));
      expectNext(']');
    }
    const write = (kind: keyof Written) => `[${items.map((item) => item[kind]).join(',')}]`;
    return { rfc8785: write('rfc8785'), asWritten: write('asWritten') };
  }

  function members(depth: number): Map<string, Written> {
    const found = new Map<string, Written>();
    expectNext('{');
    if (skip('}')) return found;
    do {
      take(SPACE);
      const name = stringValue();
      expectNext(':');
      found.set(name, value(depth + 1));
    } while (skip(','));
    expectNext('}');
    return found;
  }

  return { members, exact: () => exact };
}

const alike = (text: string): Written => ({ rfc8785: text, asWritten: text });

/** Whether JavaScript represents the written number exactly. Beyond 2^53 it is not known which number was meant. */
export function isExact(written: string): boolean {
  const number = Number(written);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER && digitsOf(written) === digitsOf(String(number));
}

/** A decimal number's digits and power of ten, without superfluous zeros: `1.50` and `15e-1` are equal. */
function digitsOf(written: string): string {
  const [, whole = '', fraction = '', power = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const all = `${whole}${fraction}`;
  // By hand: a regular expression would take too long for a million zeros followed by a one.
  let start = 0;
  let end = all.length;
  while (all[start] === '0') start += 1;
  while (end > start && all[end - 1] === '0') end -= 1;
  return start === end
    ? '0'
    : `${all.slice(start, end)}e${Number(power) - fraction.length + all.length - end}`;
}
