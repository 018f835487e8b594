import '../history-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history';
const REDACTED = '***HEX_SECRET_REDACTED***';
const INTACT = 'The server says: the audit chain is intact';
const verify = () => screen.getByRole('button', { name: 'Verify audit chain' });
const report = () => screen.queryByRole('region', { name: 'Audit chain' });
const found = () => within(screen.getByRole('region', { name: 'Audit chain' }));
const verdictIs = (data: unknown) =>
  http.get('*/audit/logs/verify', () => HttpResponse.json({ success: true, data, error: null, meta: null }));

describe('the console’s own check of the chain', () => {
  const row = (id: string, event_hash: string | null, prev_hash: string | null) => ({
    id,
    tenant_id: tenants.acme.id,
    action: 'kill_switch_engaged',
    timestamp: `2026-11-20T10:00:0${id}Z`,
    metadata_json: null,
    event_hash,
    prev_hash,
  });
  async function checked(...rows: unknown[]) {
    const sound = verdictIs({ valid: true, processed_count: 9, error_count: 0, violations: [] });
    const prepare = () => answerWith(rowsAre('kill_switch_engaged', rows), sound);
    await (await renderApp({ path, prepare })).click(verify());
  }

  test('is shown beside the verdict, with what it does not prove', async () => {
    await checked(row('3', 'c', 'b'), row('2', 'b', 'x'), row('1', '***HEX_SECRET_REDACTED***', null));
    expect(report()).toHaveTextContent(INTACT);
    expect(report()).toHaveTextContent(
      '1 of 3 links checked, no conflict.(1 points to a row outside this history.) 1 row has no usable hash.',
    );
    expect(report()).toHaveTextContent(
      'A conflict proves tampering or a fault. No conflict is not proof of integrity.',
    );
  });

  test.each([
    ['no row is loaded', [], 'No row is loaded.'],
    [
      'all hashes are redacted',
      [row('1', REDACTED, REDACTED)],
      'The server redacted the hashes of all loaded rows.',
    ],
  ])('says that it can check nothing when %s', async (_what, rows, why) => {
    await checked(...rows);
    expect(report()).toHaveTextContent(`This console could check nothing itself${why}`);
    expect(report()).not.toHaveTextContent('no conflict');
  });

  test.each([
    ['Several rows name the same row before', [row('2', 'b', 'x'), row('1', 'c', 'x')], ['2', '1']],
    ['Several rows have the same hash', [row('2', 'b', 'x'), row('1', 'b', 'y')], ['2', '1']],
    ['A row names itself as the row before', [row('1', 'b', 'b')], ['1']],
    ['A row names a later one as the row before', [row('2', 'b', 'x'), row('1', 'a', 'b')], ['1', '2']],
  ])('contradicts an intact chain, with links to the rows: %s', async (words, rows, ids) => {
    await checked(...rows);
    expect(report()).toHaveTextContent(INTACT);
    expect(report()).toHaveTextContent(/\d of \d links checked, 1 conflict\./);
    expect(report()).toHaveTextContent(words);
    expect(
      found()
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(ids.map((id) => `${path}?row=${id}`));
  });
});
