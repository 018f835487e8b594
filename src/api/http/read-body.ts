/** The most bytes that are read of any answer, and of a page of audit rows. */
export const MAX_BYTES = 1_000_000;
export const MAX_ROWS_BYTES = 8_000_000;

export type Body =
  | { end: 'whole' | 'broken'; text: string }
  /** The body was larger than the limit. */
  | { end: 'too-large' };

/**
 * The text of an answer, at most `maxBytes` of it. It uses a reader and not `text()`, because the reader keeps what arrived
 * before a body broke off. Never rejects; an aborted request counts as a body that broke off.
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
