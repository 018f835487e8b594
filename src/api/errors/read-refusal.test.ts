// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { MAX_WORDS, readRefusal, requestIdOf } from './read-refusal';

const none = new Headers();
const read = (body: unknown, headers = none) => readRefusal(400, headers, JSON.stringify(body), 'own');
const told = (body: unknown) => {
  const { code, serverWords } = read(body);
  return [code, serverWords];
};

describe('the code and the words of a refusal', () => {
  it.each<[string, unknown, string | null, string | null]>([
    [
      'sentence in the envelope',
      { success: false, data: null, error: 'No such tenant', meta: null },
      null,
      'No such tenant',
    ],
    ['code in the envelope', { success: false, error: 'reason_required' }, 'reason_required', null],
    [
      'sentence, numeric meta.code',
      { success: false, error: 'Unauthorized', meta: { code: 401 } },
      null,
      'Unauthorized',
    ],
    [
      'sentence, meta.code a code',
      { error: 'It is there', meta: { code: 'kill_file_present' } },
      'kill_file_present',
      'It is there',
    ],
    ['code and detail', { error: 'decision_timeout', detail: 'Exceeded.' }, 'decision_timeout', 'Exceeded.'],
    ['word and detail', { error: 'Forbidden', detail: "role 'VIEWER' below" }, null, "role 'VIEWER' below"],
    [
      'two sentences',
      { error: 'Validation failed.', detail: 'Reason too long' },
      null,
      'Validation failed: Reason too long',
    ],
    [
      'detail that repeats the error',
      { error: 'Not found', detail: 'Tenant not found here' },
      null,
      'Tenant not found here',
    ],
    ['detail alone', { detail: 'Method Not Allowed' }, null, 'Method Not Allowed'],
    ['detail that is a code', { detail: 'exit_blocked' }, 'exit_blocked', null],
    [
      'detail that is an object',
      { detail: { error: 'exit_blocked', message: 'Core is unsigned' } },
      'exit_blocked',
      'Core is unsigned',
    ],
    [
      'error that is an object',
      { error: { code: 'QUOTA_EXCEEDED', message: 'Used up' } },
      'QUOTA_EXCEEDED',
      'Used up',
    ],
    ['message alone', { message: 'no healthy upstream' }, null, 'no healthy upstream'],
    [
      'problem+json',
      { type: 'https://x.test/p/out_of_quota', title: 'Out of quota', status: 429, detail: 'Wait' },
      'out_of_quota',
      'Out of quota: Wait',
    ],
    [
      'problem+json without a type',
      { type: 'about:blank', title: 'Conflict', detail: 'Was engaged' },
      null,
      'Was engaged',
    ],
    ['a title alone', { title: 'Gone away' }, null, 'Gone away'],
    [
      'values that cannot become text',
      { title: 'Bad', type: { toString: 1, valueOf: 1 }, error: { toString: 1 } },
      null,
      'Bad',
    ],
    ['problem+json with a code', { code: 'too_late', title: 'Too late' }, 'too_late', 'Too late'],
    ['sentence in meta.code', { error: 'x_y', meta: { code: 'a whole sentence' } }, 'x_y', null],
    ['wrong types', { error: 42, detail: true, meta: 'x', title: [], code: {} }, null, null],
    ['nothing', {}, null, null],
    ['null', null, null, null],
    ['array', ['Forbidden'], null, null],
    ['only invisible words', { error: ' \u200b\n\u2060 ' }, null, null],
  ])('are read from: %s', (_, body, code, words) => {
    expect(told(body)).toEqual([code, words]);
  });

  it('are not read from HTML or an empty body', () => {
    for (const text of ['<html><body>403 Forbidden</body></html>', '', '{"error":"cut o', '\u0000'])
      expect(readRefusal(403, none, text)).toMatchObject({
        status: 403,
        code: null,
        serverWords: null,
        details: null,
      });
  });

  it('are read from a proxy’s plain text', () => {
    const headers = new Headers({ 'Content-Type': 'text/plain; charset=utf-8' });
    expect(readRefusal(503, headers, 'no healthy\r\n upstream').serverWords).toBe('no healthy upstream');
  });

  it('are one line without control characters', () => {
    expect(told({ error: ' No\u0007 way\n\n out ' })[1]).toBe('No way out');
  });

  it('are cut when they are long, but never within a character', () => {
    const { serverWords } = read({ error: 'A '.padEnd(MAX_WORDS - 2, 'x') + '😀😀' });
    expect(serverWords).toHaveLength(MAX_WORDS - 1);
    expect(serverWords?.endsWith('x…')).toBe(true);
  });
});

describe('field errors', () => {
  const missing = (loc: unknown) => ({ type: 'missing', loc, msg: 'Field required' });
  it.each<[unknown, string]>([
    [['body', 'reason'], 'reason'],
    [['body'], ''],
    [['body', 28], ''],
    [['query', 'limit'], 'limit'],
    [['reason'], 'reason'],
    [['body', 'items', 0, 'name'], 'items.name'],
    ['reason', ''],
    [null, ''],
  ])('at %j belong to the field %j', (loc, field) => {
    const expected = [{ field, message: 'Field required' }];
    expect(read({ detail: [missing(loc)] }).fieldErrors).toEqual(expected);
    expect(read({ error: 'Validation failed', meta: { details: [missing(loc)] } }).fieldErrors).toEqual(
      expected,
    );
  });

  it('are read even when some are malformed or there are too many', () => {
    expect(read({ detail: [null, 1, 'x', {}, { msg: 3 }, { msg: 'Bad' }] }).fieldErrors).toEqual([
      { field: '', message: 'Bad' },
    ]);
    expect(read({ detail: Array(500).fill(missing(['body', 'x'])) }).fieldErrors).toHaveLength(20);
  });
});

describe('the other parts of a refusal', () => {
  it('include the data of the envelope, e.g. of a denied call', () => {
    const data = { engaged_by: 'olga', reason: 'runaway' };
    expect(read({ success: false, error: 'kill_switch_engaged', data }).details).toEqual(data);
  });

  const blockers = [{ code: 'policy_corrupted' }];
  it.each([
    ['data', { error: 'exit_blocked', data: { blockers } }],
    ['meta, beside data', { error: 'exit_blocked', data: {}, meta: { blockers } }],
    ['the error, beside data', { error: { code: 'exit_blocked', blockers }, data: {} }],
    ['detail', { detail: { code: 'exit_blocked', blockers } }],
    ['the body', { error: 'exit_blocked', data: { mode: 'SAFE' }, blockers }],
  ])('include the blockers in %s', (_, body) => {
    expect(read(body)).toMatchObject({ code: 'exit_blocked', details: { blockers } });
  });

  it('include the request id of the body, otherwise of the header, otherwise ours', () => {
    const headers = new Headers({ 'X-Request-ID': 'from-header' });
    expect(requestIdOf({ meta: { request_id: 'from-meta' } }, headers, 'own')).toBe('from-meta');
    expect(requestIdOf({ meta: { request_id: 7 } }, headers, 'own')).toBe('from-header');
    expect(requestIdOf({ meta: { request_id: 'two\nlines' } }, none, 'own')).toBe('own');
    expect(requestIdOf(undefined, none, 'own')).toBe('own');
  });

  it('treat `__proto__` keys as ordinary data', () => {
    const text =
      '{"__proto__":{"error":"evil_code","detail":"evil"},"meta":{"__proto__":{"request_id":"evil"}}}';
    expect(readRefusal(400, none, text, 'own')).toMatchObject({
      code: null,
      serverWords: null,
      requestId: 'own',
    });
    expect(Object.keys({})).toEqual([]);
    expect('error' in {}).toBe(false);
  });
});
