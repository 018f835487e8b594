// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { byteStream } from './byte-stream';

describe('a stream of texts', () => {
  it('is the body of an answer, in UTF-8', async () => {
    async function* texts() {
      yield 'é\n';
      yield '“”\n';
    }
    expect(await new Response(byteStream(texts())).text()).toBe('é\n“”\n');
  });

  it('reads no further once nobody reads it', async () => {
    const asked: number[] = [];
    let ended = false;
    async function* texts() {
      try {
        for (let number = 0; ; number += 1) {
          asked.push(number);
          yield `${number}\n`;
        }
      } finally {
        ended = true;
      }
    }
    const reader = byteStream(texts()).getReader();
    await reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
    expect(asked.length).toBeLessThan(4);
  });

  it('breaks off when the texts do, so that nobody takes the part for the whole', async () => {
    async function* texts() {
      yield 'a\n';
      throw new Error('The store is away');
    }
    await expect(new Response(byteStream(texts())).text()).rejects.toThrow('The store is away');
  });
});
