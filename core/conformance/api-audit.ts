import { expect, test } from 'vitest';
import { globex, type OpenApi } from './api-fixture';
import { engage, release, SWITCH } from './api-toggles';

async function toggleTimes(api: OpenApi, count: number): Promise<void> {
  const as = await api.signIn('ADMIN');
  for (let index = 0; index < count; index += 1)
    await api.send(SWITCH, { as, ...(index % 2 === 0 ? engage(`on ${index}`) : release(`off ${index}`)) });
}

type Row = Record<string, unknown> & { metadata_json: Record<string, unknown> };

export function testAudit(api: () => OpenApi): void {
  test('the history is newest first, in pages, filtered by exactly one action [AEGIS-06, AEGIS-26, AEGIS-34]', async () => {
    await toggleTimes(api(), 7);
    const { send, signIn } = api();
    const as = await signIn('AUDITOR');
    const read = async (query: string) => {
      const { total, items } = (await send(`/audit/logs?${query}`, { as })).body.data ?? {};
      // The contract check has seen these rows.
      return { total, reasons: (items as Row[]).map(({ metadata_json }) => metadata_json['reason']) };
    };
    expect(await read('action=kill_switch_engaged&limit=2')).toEqual({ total: 4, reasons: ['on 6', 'on 4'] });
    expect(await read('action=kill_switch_engaged&limit=2&offset=3')).toEqual({
      total: 4,
      reasons: ['on 0'],
    });
    expect(await read('action=kill_switch_disengaged')).toEqual({
      total: 3,
      reasons: ['off 5', 'off 3', 'off 1'],
    });
    expect(await read('limit=3')).toEqual({ total: 7, reasons: ['on 6', 'off 5', 'on 4'] });
    expect(await read('action=nothing')).toEqual({ total: 0, reasons: [] });
    expect(await read('decision=deny')).toEqual({ total: 0, reasons: [] });
  });

  test.each(['limit=0', 'limit=501', 'limit=x', 'offset=-1', 'limit=1.5'])(
    '%s is refused with 422',
    async (query) => {
      const { send, signIn } = api();
      expect((await send(`/audit/logs?${query}`, { as: await signIn('AUDITOR') })).status).toBe(422);
    },
  );

  test('each row is linked to the one before it, and the server finds the chain whole [AEGIS-30]', async () => {
    await toggleTimes(api(), 5);
    const { send, signIn } = api();
    const as = await signIn('AUDITOR');
    const { items } = (await send('/audit/logs', { as })).body.data ?? {};
    // The contract check has seen these rows.
    const rows = items as Row[];
    for (const [index, row] of rows.slice(0, -1).entries())
      expect(row['prev_hash']).toBe(rows[index + 1]?.['event_hash']);
    const times = rows.map(({ timestamp }) => String(timestamp));
    expect(new Set(times).size).toBe(5);
    expect(times).toEqual(times.toSorted().toReversed());
    expect((await send('/audit/logs/verify', { as })).body.data).toMatchObject({
      valid: true,
      processed_count: 5,
      error_count: 0,
      violations: [],
    });
  });

  test('a tenant sees no row of another one', async () => {
    await toggleTimes(api(), 3);
    const { send, signIn } = api();
    const as = await signIn('AUDITOR', globex);
    expect((await send('/audit/logs', { as })).body.data).toMatchObject({ total: 0, items: [] });
    expect((await send('/audit/logs/verify', { as })).body.data).toMatchObject({
      valid: true,
      processed_count: 0,
    });
  });
}
