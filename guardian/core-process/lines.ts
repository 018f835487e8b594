/** Longer lines are not kept: in their place comes null. */
export const LINE_BYTES = 256 * 1024;

const NEWLINE = 10;

/**
 * The lines of a pipe, without their ends. A line that is too long is read to its end and thrown away: null. A last line
 * without an end is not one.
 */
export async function* readLines(
  pipe: AsyncIterable<Buffer>,
  limit: number = LINE_BYTES,
): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of pipe) {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
      const line = rest.subarray(0, end);
      yield length + end > limit ? null : Buffer.concat([...parts, line]).toString('utf8');
      rest = rest.subarray(end + 1);
      parts = [];
      length = 0;
    }
    length += rest.length;
    if (length > limit) parts = [];
    else parts.push(rest);
  }
}
