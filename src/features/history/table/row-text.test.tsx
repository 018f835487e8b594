import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readToggles } from '../../../api/audit/audit';
import { toggleRow } from '../../../testing/answers';
import { stubServer, TENANT } from '../../../testing/stub-server';
import { toJson } from '../export/export-json';
import { noFilter } from '../filter/filter';
import { rowText, rowTexts } from './row-text';

/** The rows of an answer with these texts. */
async function read(texts: readonly string[]) {
  const body = `{"success":true,"data":{"total":${texts.length},"items":[\n${texts.join(' ,\t')}]},"error":null}`;
  stubServer(() => new Response(body, { headers: { 'Content-Type': 'application/json' } }));
  const { data } = await readToggles(TENANT, 'engage', { limit: 500, signal: new AbortController().signal });
  return data.rows;
}

const row = (id: string, more: string) =>
  `{"id":"${id}","tenant_id":"${TENANT}", "action":"kill_switch_engaged"${more}}`;
const exact = [
  row('1', ',"trace_id":1234567890123456789,"seq":9007199254740993,"risk":1.0,"e":1E+2,"minus":-0'),
  row('2', ',"reason":"first","reason":"second","metadata_json":{"__proto__":{"a":1},"u":"\\u00e9\\/"}'),
  row('3', `,"deep":${'['.repeat(20_000)}1.0${']'.repeat(20_000)}`),
];

it('the text of a row is the server’s own, read singly or all at once', async () => {
  const rows = await read(['{"id":"unreadable"}', ...exact]);
  expect(rows.map(rowText)).toEqual(exact);
  expect(rowTexts(rows)).toEqual(exact);
  expect(rowTexts(rows.toReversed())).toEqual(exact.toReversed());
});

it('the export contains the text of a row as it was sent, and is valid JSON', async () => {
  const rows = await read(exact);
  const about = { tenantId: TENANT, filter: noFilter, exporter: 'ada', exportedAt: 0, complete: true };
  const json = toJson({ ...about, rows });
  for (const text of exact) expect(json).toContain(text);
  const file: { rows: unknown[]; count: number } = JSON.parse(json);
  expect(file.rows).toHaveLength(3);
  expect(file.count).toBe(3);
  expect(JSON.parse(toJson({ ...about, rows: [] }))).toMatchObject({ rows: [], count: 0 });
});

it('the text belongs to the same row, whatever else the answer contains', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.json(), { maxLength: 5 }), async (odd) => {
      const texts = odd.map((json, n) => row(`row-${n}`, `,"odd":${json}`));
      const rows = await read(texts);
      expect(rowTexts(rows)).toEqual(texts);
    }),
  );
});

it('a row of no answer is written as JSON, or as its id when it is nested too deeply', () => {
  let deep: unknown[] = [];
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  const rows = [toggleRow({ id: 'a' }), toggleRow({ id: 'b', metadata_json: { deep } })];
  expect(rowTexts(rows)).toEqual([JSON.stringify(rows[0]), '{"id":"b"}']);
});
