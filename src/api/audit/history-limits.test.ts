import { describe, expect, it } from 'vitest';
import { answerOf, toggleRow } from '../../testing/answers';
import { failure, stubServer, TENANT } from '../../testing/stub-server';
import type { AuditRows } from './audit';
import { isAtLimit, MOST_ROWS, nextOffset, toggleHistory } from './history';
import { createQueryClient } from '../http/query-client';
import type { Answer } from '../http/request';

/** A page of new rows from a server that reports more rows than anybody could read. */
function page(offset: number, length: number): Answer<AuditRows> {
  const rows = Array.from({ length }, (_, n) => toggleRow({ id: `row-${offset + n}` }));
  const counts = { total: Number.MAX_SAFE_INTEGER, unreadable: 0, foreign: 0, redactedTenant: 0 };
  return answerOf({ rows, ...counts }, { wall: 0, mono: 0 });
}

describe('the limits of a history', () => {
  it.each([
    ['big', 500, MOST_ROWS / 500],
    ['small', 1, 1_000],
  ])('end the reading of a server that never ends: %s pages', (_what, length, most) => {
    const pages: Answer<AuditRows>[] = [];
    for (let offset: number | undefined = 0; offset !== undefined; offset = nextOffset(pages, offset)) {
      pages.push(page(offset, length));
      expect(pages.length).toBeLessThanOrEqual(most);
    }
    expect(pages).toHaveLength(most);
    expect(isAtLimit(pages.map(({ data }) => data))).toBe(true);
    expect(isAtLimit(pages.slice(1).map(({ data }) => data))).toBe(false);
  });

  it.each(['1e999', '-1', '1.5', '9007199254740993', '"8"', 'null'])(
    'refuse a page that counts %s rows',
    async (count) => {
      stubServer(
        () =>
          new Response(`{"success":true,"data":{"total":${count},"items":[]},"error":null}`, {
            headers: { 'Content-Type': 'application/json' },
          }),
      );
      const reading = createQueryClient().fetchInfiniteQuery(toggleHistory(TENANT, 'engage'));
      expect(await failure(reading)).toMatchObject({ kind: 'wrong-shape' });
    },
  );
});
