import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { ChainedRow } from '../../core/audit/chain/chain';
import { personas, tenants } from '../../mocks/seeds/personas';
import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, filterBar, recordedRows, search } from './history-page';
import { rowsOf } from '../../mocks/db';

const COLUMNS =
  'id,time_utc,action,operator,reason,engaged_for_seconds,request_id,event_hash,prev_hash,tenant_id,operator_id';

/** Reasons as typed, and as a spreadsheet may have them. */
const hostile: [reason: string, cell: string][] = [
  [`=cmd|'/C calc'!A0`, `'=cmd|'/C calc'!A0`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['1/2', `'1/2`],
  ['00123', `'00123`],
  ['12345e67', `'12345e67`],
  ['5 Jan 2026', `'5 Jan 2026`],
  ['@x', `'@x`],
  ['\u200B=2+5', `'\u200B=2+5`],
  ['＝1+1', `'＝1+1`],
  ['a "quote"', 'a "quote"'],
  ['one, two; three', 'one, two; three'],
  ['first line\nsecond\r\nthird', 'first line\nsecond\r\nthird'],
  ['🛑 é עברית \u202Efdp.exe', '🛑 é עברית \u202Efdp.exe'],
  [`'apostrophe`, `'apostrophe`],
];

/** RFC 4180 to the letter: throws at a bare quote, a bare CR or LF, an unfinished field or last line, and ragged lines. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  // Quoted or not, and then what ends the field.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let record: string[] = []; field.lastIndex < text.length;) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`not RFC 4180 at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`);
    const [, quoted, plain = '', end] = match;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push(record.splice(0));
  }
  expect(new Set(records.map(({ length }) => length)).size, 'lengths of the lines').toBe(1);
  return records;
}

async function save(page: Page, name: 'Export CSV' | 'Export JSON') {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  const bytes = await readFile(await download.path());
  return {
    name: download.suggestedFilename(),
    bytes,
    text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
  };
}

const compact = (timestamp = '') => timestamp.replace(/[-:]|\.\d+/g, '');
/** `end`: what follows the times, such as `_filtered.csv`. */
const nameFor = (rows: ChainedRow[], end: string) =>
  `kill-switch-history_${tenants.acme.id}_${compact(rows.at(-1)?.timestamp)}_${compact(rows[0]?.timestamp)}${end}`;

/** The cells of a row, from the server's own record; `reasons` is what spreadsheets get in place of dangerous ones. */
function cellsOf(row: ChainedRow, seconds: string, reasons = new Map<unknown, string>()): string[] {
  const { actor, actor_email: email, actor_name: name, reason } = row.metadata_json;
  const operator = name ? `${String(name)} (${String(email)})` : String(email ?? actor);
  return [
    row.id,
    row.timestamp,
    row.action,
    operator,
    reasons.get(reason) ?? String(reason),
    seconds,
    row.request_id,
    row.event_hash,
    // A chain's first row names none before it: a spreadsheet would make 0 of so many zeros.
    /^0+$/.test(row.prev_hash) ? `'${row.prev_hash}` : row.prev_hash,
    row.tenant_id,
    String(actor),
  ];
}

test('the CSV file holds every row, byte for byte what was recorded, and no formula', async ({
  page,
  server,
  signIn,
}) => {
  for (const [index, [reason]] of hostile.entries()) {
    server.advance(1_000);
    await server.backend.toggleAs('security', index % 2 === 0 ? 'engage' : 'disengage', reason);
  }
  const rows = await recordedRows(server);
  await signIn('auditor');
  await expectCount(page, `Shown: all ${rows.length} toggles.`);
  const { name, bytes, text } = await save(page, 'Export CSV');

  expect([...bytes.subarray(0, 3)], 'UTF-8 with BOM').toEqual([0xef, 0xbb, 0xbf]);
  const [header, ...lines] = parseCsv(bytes.subarray(3).toString('utf8'));
  expect(text.endsWith('\r\n')).toBe(true);
  expect(header?.join(',')).toBe(COLUMNS);
  // Each toggle ended what the one before it began; only disengage rows say how long that was.
  const secondsOf = (row: ChainedRow, index: number) =>
    row.action === 'kill_switch_engaged'
      ? ''
      : String((Date.parse(row.timestamp) - Date.parse(rows[index + 1]?.timestamp ?? '')) / 1_000);
  expect(lines).toEqual(rows.map((row, index) => cellsOf(row, secondsOf(row, index), new Map(hostile))));
  expect(lines.flat().filter((cell) => /^[\s\p{C}]*[=+\-@]/u.test(cell))).toEqual([]);
  expect(name).toBe(nameFor(rows, '.csv'));

  // Names sort by time: a later export of the same tenant comes after.
  await server.backend.toggleAs('security', 'disengage', 'Over');
  server.advance(60_000);
  await server.backend.toggleAs('security', 'engage', 'Again');
  await button(page, 'Refresh').click();
  await expectCount(page, `Shown: all ${rows.length + 2} toggles.`);
  const later = await save(page, 'Export CSV');
  expect([later.name, name].toSorted()).toEqual([name, later.name]);
});

test('what the filter leaves out is in no file', async ({ page, server, signIn }) => {
  const rows = await recordedRows(server);
  await signIn('auditor');
  const drill = rows.filter(({ metadata_json: { reason } }) => /drill/i.test(String(reason)));
  await search(page).fill('drill');
  await expectCount(page, '2 match, of all 8 toggles.');
  const csv = await save(page, 'Export CSV');
  const [, ...lines] = parseCsv(csv.text.replace(/^\uFEFF/, ''));
  expect(lines).toEqual(drill.map((row, index) => cellsOf(row, index === 0 ? '420' : '')));
  expect(csv.name).toBe(nameFor(drill, '_filtered.csv'));

  await filterBar(page).getByRole('combobox', { name: 'Action' }).selectOption('Disengaged');
  await expectCount(page, '1 match, of all 8 toggles.');
  // The incident's other row is not shown, and its length is known all the same.
  const one = await save(page, 'Export CSV');
  expect(parseCsv(one.text.replace(/^\uFEFF/, '')).slice(1)).toEqual(
    drill.slice(0, 1).map((row) => cellsOf(row, '420')),
  );

  const before = Date.now();
  const { name, text } = await save(page, 'Export JSON');
  const file: Record<string, unknown> = JSON.parse(text);
  expect(file).toEqual({
    format: 'kill-switch-history/1',
    tenant_id: tenants.acme.id,
    exported_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    exported_by: personas.auditor.id,
    filter: { range: 'all', action: 'disengage', operator: '', text: 'drill', from: '', to: '' },
    count: 1,
    complete: true,
    rows: drill.slice(0, 1),
  });
  expect(Date.parse(String(file['exported_at']))).toBeGreaterThanOrEqual(before - 1_000);
  expect(name).toBe(nameFor(drill.slice(0, 1), '_filtered.json'));
});

test.describe('with rows that are not for this tenant, or odd', () => {
  test.use({ seed: { foreignRows: 2, malformedRows: 15 } });

  test('the JSON file holds the rows as they came, and no foreign or unreadable one', async ({
    page,
    server,
    signIn,
  }) => {
    const sent = await server.backend.run((db) =>
      rowsOf(db, tenants.acme.id).map((row): unknown => {
        const text = db.distortions.shownAs[row.id];
        return text === undefined ? row : JSON.parse(text);
      }),
    );
    await signIn('auditor');
    await expectCount(page, 'Shown: all 20 toggles.');
    const { text, name } = await save(page, 'Export JSON');
    const file: { count: number; rows: { id: string; tenant_id: string }[] } = JSON.parse(text);
    expect(file.count).toBe(20);
    expect(file.rows).toHaveLength(20);
    // Two of them have the same id, and are not the same row.
    expect(new Set(file.rows.map(({ id }) => id)).size).toBe(19);
    for (const row of file.rows) expect(sent).toContainEqual(row);
    expect(new Set(file.rows.map(({ tenant_id }) => tenant_id))).toEqual(new Set([tenants.acme.id]));
    expect(text).not.toContain('Not yours to read');
    // The server's own text, in which no blank is added.
    expect(text).toContain('"action":"polluted"');
    // A row of the year 2199 is the newest, and rows without a time have no part in the name.
    // Three rows could not be read: the file is not complete.
    expect(name).toMatch(/_\d{8}T\d{6}Z_21990101T000000Z_incomplete\.json$/);
    const csv = await save(page, 'Export CSV');
    const [, ...lines] = parseCsv(csv.text.replace(/^\uFEFF/, ''));
    expect(lines.map(([id]) => id)).toEqual(file.rows.map(({ id }) => id));
    expect(csv.text).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")`);
  });
});
