import { object, string } from 'valibot';
import { describe, expect, it } from 'vitest';
import { brokenOff, envelope, failure, stubServer } from '../../testing/stub-server';
import { request } from './request';

const schema = object({ word: string() });
const get = { method: 'GET', path: '/auth/me', schema } as const;
const whole = JSON.stringify({ success: true, data: { word: 'grüße' }, error: null, meta: null });

/** A body without an end, until the reader stops. */
function endless() {
  let sent = 0;
  const chunk = new TextEncoder().encode('x'.repeat(65_536));
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(chunk);
    },
  });
  return { response: new Response(body), chunks: () => sent };
}

describe('a body', () => {
  it('that breaks off after one complete JSON object counts only where the caller allows it', async () => {
    stubServer(() => brokenOff(200, whole));
    expect(await failure(request(get))).toMatchObject({ kind: 'unreadable', details: 'broke-off' });
    await expect(request({ ...get, acceptCutOff: true })).resolves.toMatchObject({
      data: { word: 'grüße' },
      cutOff: true,
      text: whole,
    });
  });

  it.each([whole.slice(0, -1), '{"success":true,', '', '[1]', '"x"', '1'])(
    'that breaks off after %j never counts',
    async (part) => {
      stubServer(() => brokenOff(200, part));
      expect(await failure(request({ ...get, acceptCutOff: true }))).toMatchObject({ kind: 'unreadable' });
    },
  );

  it('that breaks off is requested again, as often as allowed, and only for a reading', async () => {
    const { fetch } = stubServer(() => brokenOff(200, '{'));
    await failure(request({ ...get, tries: 3 }));
    expect(fetch).toHaveBeenCalledTimes(3);
    await failure(request({ ...get, method: 'POST', tries: 3 }));
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('is requested again until it is complete, and not after another failure', async () => {
    let turn = 0;
    const { fetch } = stubServer(() => ((turn += 1) < 3 ? brokenOff(200, '{') : envelope({ word: 'hello' })));
    await expect(request({ ...get, tries: 3 })).resolves.toMatchObject({
      data: { word: 'hello' },
      cutOff: false,
    });
    expect(fetch).toHaveBeenCalledTimes(3);
    const { fetch: refused } = stubServer(() => new Response('', { status: 503 }));
    await failure(request({ ...get, tries: 3 }));
    expect(refused).toHaveBeenCalledTimes(1);
  });

  it('is read up to a limit, and a larger one is an error', async () => {
    const { response, chunks } = endless();
    stubServer(() => response);
    expect(await failure(request(get))).toMatchObject({
      kind: 'too-large',
      status: 200,
      details: 1_000_000,
    });
    expect(chunks()).toBeLessThan(20);
  });

  it('of a refusal is read up to the same limit, and the refusal stays a refusal', async () => {
    const { response } = endless();
    stubServer(() => new Response(response.body, { status: 403 }));
    expect(await failure(request(get))).toMatchObject({ kind: 'http', status: 403, serverWords: null });
  });

  it('may be as large as the caller allows', async () => {
    const word = 'x'.repeat(1_500_000);
    stubServer(() => envelope({ word }));
    expect(await failure(request(get))).toMatchObject({ kind: 'too-large' });
    await expect(request({ ...get, maxBytes: 8_000_000 })).resolves.toMatchObject({ data: { word } });
  });
});

describe('an answer that reports success and an error at once', () => {
  it.each([{ error: 'redis_unavailable' }, { error: { code: 7 } }, { detail: 'Redis is down' }])(
    'counts as neither: %j',
    async (more) => {
      const body = { success: true, data: { word: 'hello' }, ...more };
      stubServer(() => new Response(JSON.stringify(body)));
      expect(await failure(request(get))).toMatchObject({ kind: 'contradictory', status: 200 });
    },
  );

  it.each([{ error: null }, { error: '' }, { detail: null }, {}])(
    'is a success when the error is empty: %j',
    async (more) => {
      const body = { success: true, data: { word: 'hello' }, ...more };
      stubServer(() => new Response(JSON.stringify(body)));
      await expect(request(get)).resolves.toMatchObject({ data: { word: 'hello' } });
    },
  );
});
