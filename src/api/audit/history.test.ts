import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, toggleRow } from '../../testing/answers';
import { envelope, failure, html, json, OTHER_TENANT, stubServer, TENANT } from '../../testing/stub-server';
import type { AuditRows } from './audit';
import { chainVerdict, nextOffset, PAGE_ROWS, toggleHistory } from './history';
import { createQueryClient } from '../http/query-client';
import type { Answer } from '../http/request';

const answer = (data: Partial<AuditRows> & { ids: readonly number[] }): Answer<AuditRows> => {
  const { ids, ...counts } = data;
  const rows = ids.map((id) => toggleRow({ id: `row-${id}` }));
  const page = { rows, total: 0, unreadable: 0, foreign: 0, redactedTenant: 0, ...counts };
  return answerOf(page, { wall: 0, mono: 0 });
};
const upTo = (end: number, start = 0) =>
  Array.from({ length: Math.max(0, end - start) }, (_, n) => start + n);

/** Follows a server from page to page. A walk longer than `most` counts as endless. */
function walk(server: (offset: number, turn: number) => Answer<AuditRows>, most: number) {
  const pages: Answer<AuditRows>[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    pages.push(server(offset, pages.length));
    const next = nextOffset(pages, offset);
    if (next !== undefined) expect(next).toBeGreaterThan(offset);
    offset = next;
    if (pages.length > most) throw new Error(`still reading after ${most} pages`);
  }
  return pages;
}

const ids = fc.array(fc.nat(30), { maxLength: 8 });
const total = fc.oneof(fc.nat(60), fc.constantFrom(1e9, Number.MAX_SAFE_INTEGER));

describe('nextOffset', () => {
  it('reads every row of a correct server once, whatever limit the server applies', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.integer({ min: 1, max: 60 }), (count, cap) => {
        const pages = walk(
          (offset) => answer({ ids: upTo(Math.min(count, offset + cap), offset), total: count }),
          401,
        );
        expect(pages).toHaveLength(Math.max(1, Math.ceil(count / cap)));
        expect(pages.flatMap(({ data }) => data.rows.map(({ id }) => id))).toEqual(
          upTo(count).map((id) => `row-${id}`),
        );
      }),
    );
  });

  it('loses no row when toggles happen while it reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.array(fc.nat(3), { maxLength: 60 }), (count, more) => {
        // Newest first: the highest id comes first, and each new row moves the others on by one.
        let newest = count;
        const pages = walk((offset, turn) => {
          newest += turn === 0 ? 0 : (more[turn] ?? 0);
          const page = upTo(Math.min(newest, offset + 5), offset).map((place) => newest - 1 - place);
          return answer({ ids: page, total: newest });
        }, 500);
        const seen = new Set(pages.flatMap(({ data }) => data.rows.map(({ id }) => id)));
        expect(upTo(count).filter((id) => !seen.has(`row-${id}`))).toEqual([]);
      }),
    );
  });

  it('ends when a server repeats rows or has no more, whatever total it reports', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, total), { minLength: 1 }), (said) => {
        const server = (_: number, turn: number) => {
          const [rows, count] = said[turn % said.length] ?? [[], 0];
          return answer({ ids: rows, total: count });
        };
        // At most 31 rows can be new, each on a page of its own.
        expect(walk(server, 32).length).toBeGreaterThan(0);
      }),
    );
  });

  it('ends at the total when none of the rows can be used', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1 }),
        (count, unusable) => {
          const server = (_: number, turn: number) => {
            const [unreadable = 0, foreign = 0] = unusable[turn % unusable.length] ?? [];
            return answer({ ids: [], unreadable, foreign, total: count });
          };
          expect(walk(server, Math.max(1, count)).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('counts rows that were left out as returned', () => {
    expect(nextOffset([answer({ ids: [1, 2], unreadable: 2, foreign: 3, total: 8 })], 0)).toBe(7);
    expect(nextOffset([answer({ ids: [1, 2], unreadable: 2, foreign: 3, total: 7 })], 0)).toBeUndefined();
    expect(nextOffset([], 0)).toBeUndefined();
  });
});

describe('toggleHistory', () => {
  const pageOf = (url: string) => new URL(url, 'http://x').searchParams;

  it.each(['engage', 'disengage'] as const)(
    'requests pages of 500, one after another: %s',
    async (action) => {
      const { sent } = stubServer(({ url }) => {
        const offset = Number(pageOf(url).get('offset'));
        const items = upTo(Math.min(1_201, offset + 500), offset).map((id) =>
          toggleRow({ id: `row-${id}`, tenant_id: TENANT }),
        );
        return envelope({ total: 1_201, limit: 500, offset, items });
      });
      const options = toggleHistory(TENANT, action);
      const { pages } = await createQueryClient().fetchInfiniteQuery({ ...options, pages: 99 });
      expect(PAGE_ROWS).toBe(500);
      expect(pages.map(({ data }) => data.rows.length)).toEqual([500, 500, 201]);
      const path = `/audit/logs?action=kill_switch_${action}d&limit=500`;
      expect(sent.map(({ url }) => url)).toEqual([path, `${path}&offset=500`, `${path}&offset=1000`]);
      expect(options.queryKey).toEqual(['history', TENANT, action]);
    },
  );

  it('keeps the pages that were read when the next one fails, and continues from there', async () => {
    let broken = true;
    const { sent } = stubServer(({ url }) => {
      const offset = Number(pageOf(url).get('offset'));
      if (offset > 0 && broken) return json({ detail: 'No' }, 503);
      const items = [toggleRow({ id: `row-${offset}`, tenant_id: TENANT })];
      return envelope({ total: 2, limit: 500, offset, items });
    });
    const client = createQueryClient();
    const options = toggleHistory(TENANT, 'engage');
    await client.fetchInfiniteQuery(options);
    const next = { ...options, pages: 2, staleTime: 0 };
    expect(await failure(client.fetchInfiniteQuery(next))).toMatchObject({ kind: 'http', status: 503 });
    expect(client.getQueryData(options.queryKey)?.pages).toHaveLength(1);
    // It is not retried automatically.
    expect(sent).toHaveLength(3);
    broken = false;
    expect((await client.fetchInfiniteQuery(next)).pages).toHaveLength(2);
  });

  it('leaves rows of another tenant out, and continues after them', async () => {
    stubServer(({ url }) => {
      const offset = Number(pageOf(url).get('offset'));
      const tenantId = offset === 0 ? OTHER_TENANT : TENANT;
      return envelope({ total: 2, items: [toggleRow({ id: `row-${offset}`, tenant_id: tenantId })] });
    });
    const query = { ...toggleHistory(TENANT, 'engage'), pages: 9 };
    const { pages } = await createQueryClient().fetchInfiniteQuery(query);
    expect(pages.map(({ data }) => [data.rows.length, data.foreign])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

describe('chainVerdict', () => {
  const verify = () => createQueryClient().fetchQuery(chainVerdict(TENANT));

  it('treats a broken chain as a verdict, not as an error', async () => {
    const broken = { valid: false, processed_count: 8, error_count: 1, violations: [] };
    const { sent } = stubServer(() => envelope(broken));
    expect((await verify()).data).toMatchObject(broken);
    expect(sent.map(({ url, init }) => `${init.method} ${url}`)).toEqual(['GET /audit/logs/verify']);
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe(TENANT);
  });

  it.each<[string, () => Response, object]>([
    ['a refusal', () => json({ detail: 'Redis is down' }, 503), { kind: 'http', status: 503 }],
    ['a web page', () => html(), { kind: 'unreadable' }],
    [
      'an answer that says nothing about the chain',
      () => envelope({ result: 'ok' }),
      { kind: 'wrong-shape' },
    ],
    ['a text instead of true', () => envelope({ valid: 'true' }), { kind: 'wrong-shape' }],
    ['nothing', () => envelope(null), { kind: 'wrong-shape' }],
  ])('does not treat %s as a verdict', async (_, server, error) => {
    stubServer(server);
    expect(await failure(verify())).toMatchObject(error);
  });
});
