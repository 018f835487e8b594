const NEWLINE = 10;
/** Bytes. A row is some hundred, and some thousand where it lists calls. */
const LONGEST_LINE = 16 * 1024 * 1024;

export interface Lines {
  /** Without their newlines. */
  lines: Uint8Array[];
  /** False for what stands after the last newline, or is longer than any row. */
  whole: boolean;
}

/** The lines of a file that arrives in pieces, as many at a time as a piece completes. */
export async function* splitLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Lines, void, void> {
  let rest: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, start)) {
      lines.push(join([...rest, piece.subarray(start, end)]));
      rest = [];
      length = 0;
      start = end + 1;
    }
    // A copy: the reader of the file may fill the same piece again.
    rest.push(piece.slice(start));
    length += piece.length - start;
    if (lines.length > 0) yield { lines, whole: true };
    if (length > LONGEST_LINE) break;
  }
  if (length > 0) yield { lines: [join(rest)], whole: false };
}

function join(parts: Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
