/** The most that is read of an answer, bytes: of anything, and of a page of audit rows. */
export const MAX_BYTES = 1_000_000;
export const MAX_ROWS_BYTES = 8_000_000;

export type Body =
  | { end: 'whole' | 'broken'; text: string }
  /** There was more than is read. */
  | { end: 'too-large' };

/**
 * The text of an answer, at most `maxBytes` of it. By a reader and not by `text()`: where a body breaks off, the reader
 * has what came until then. Never rejects; an abort is a body that broke off.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Body> {
  const reader = response.body?.getReader();
  if (!reader) return { end: 'whole', text: '' };
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { end: 'whole', text: text + decoder.decode() };
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        void reader.cancel().catch(() => undefined);
        return { end: 'too-large' };
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return { end: 'broken', text: text + decoder.decode() };
  }
}
