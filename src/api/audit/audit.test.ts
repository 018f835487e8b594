import { describe, expect, it } from 'vitest';
import { getKillSwitchHistory } from './audit';
import { createQueryClient } from '../http/query-client';
import { envelope, failure, never, OTHER_TENANT, stubServer, TENANT } from '../../testing/stub-server';

const row = (id: string, more: object = {}) => ({
  id,
  tenant_id: TENANT,
  action: 'kill_switch_engaged',
  metadata_json: { actor: 'olga', reason: 'runaway' },
  ...more,
});
const page = (items: unknown, total: unknown = 3) => envelope({ total, limit: 20, offset: 0, items });
const read = async () => (await createQueryClient().fetchQuery(getKillSwitchHistory(TENANT, 'engage'))).data;

describe('toggles in the audit log', () => {
  it.each([
    ['engage', 'kill_switch_engaged'],
    ['disengage', 'kill_switch_disengaged'],
  ] as const)('are requested by kind: %s [AEGIS-34]', async (action, wireAction) => {
    const { sent } = stubServer(() => page([]));
    const options = getKillSwitchHistory(TENANT, action, 7);
    await createQueryClient().fetchQuery(options);
    expect(sent[0]?.url).toBe(`/audit/logs?action=${wireAction}&limit=7`);
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe(TENANT);
    expect(options.queryKey).toEqual(['audit', TENANT, 'toggles', action, 7]);
  });

  it('are read by getKillSwitchHistory, the newest 20 unless told otherwise [AEGIS-34, AEGIS-35]', () => {
    expect(getKillSwitchHistory(TENANT, 'engage').queryKey.at(-1)).toBe(20);
  });

  it('are dropped when a toggle was sent after the request (law 7)', async () => {
    const client = createQueryClient();
    const { sent } = stubServer(never);
    const reading = failure(client.fetchQuery(getKillSwitchHistory(TENANT, 'engage')));
    await client.cancelQueries({ queryKey: ['audit', TENANT] });
    await reading;
    expect(sent[0]?.init.signal?.aborted).toBe(true);
  });

  it('are none on an empty page, which is a valid answer', async () => {
    stubServer(() => page([], 0));
    expect(await read()).toEqual({ rows: [], total: 0, unreadable: 0, foreign: 0, redactedTenant: 0 });
  });

  it('are validated row by row: a bad row is counted and does not hide the others', async () => {
    const redacted = row('c', { tenant_id: `***AADHAAR_REDACTED***${TENANT.slice(8)}` });
    stubServer(() =>
      page([
        row('a'),
        null,
        'x',
        [],
        row('b', { metadata_json: 'x' }),
        { id: 'no tenant', action: 'x' },
        row('d', { tenant_id: OTHER_TENANT }),
        redacted,
        row('e', { tenant_id: TENANT.toUpperCase(), timestamp: null, metadata_json: null }),
      ]),
    );
    const { rows, ...counts } = await read();
    expect(rows.map(({ id }) => id)).toEqual(['a', 'c', 'e']);
    expect(counts).toEqual({ total: 3, unreadable: 5, foreign: 1, redactedTenant: 1 });
  });

  it('keep members that the contract does not know, for the raw view', async () => {
    stubServer(() => page([row('a', { shard: 7 })]));
    expect((await read()).rows[0]).toEqual(row('a', { shard: 7 }));
  });

  it('ignore `__proto__` keys', async () => {
    const text = `{"success":true,"data":{"total":1,"items":[{"__proto__":{"id":"x","tenant_id":"${TENANT}","action":"x"}}]}}`;
    stubServer(() => new Response(text));
    expect(await read()).toMatchObject({ rows: [], unreadable: 1 });
  });

  it.each<[string, () => Response]>([
    ['no list', () => page({ 0: row('a'), length: 1 })],
    ['null', () => page(null)],
    ['no total', () => page([], null)],
    ['no page', () => envelope([])],
  ])('are an error and not empty when the page is malformed (law 12): %s', async (_, server) => {
    stubServer(server);
    expect(await failure(read())).toMatchObject({ kind: 'wrong-shape' });
  });
});
