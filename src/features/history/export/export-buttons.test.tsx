import '../history-page';
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import { announced } from '../../../testing/find';
import { renderApp, START } from '../../../testing/render-app';
import { rowsOf } from '../../../../mocks/db';

const path = '/kill-switch/history';
const button = (name: string) => screen.getByRole('button', { name });
const saved: { name: string; blob: Blob; attached: boolean }[] = [];
const blobs = new Map<string, Blob>();

beforeEach(() => {
  saved.length = 0;
  // jsdom cannot make addresses for blobs or save files.
  URL.createObjectURL = (blob: Blob) => {
    const url = `blob:x/${blobs.size}`;
    blobs.set(url, blob);
    return url;
  };
  URL.revokeObjectURL = (url: string) => void blobs.delete(url);
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob(), attached: this.isConnected });
  });
});

const textOf = async ({ blob }: { blob: Blob }) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer());
const file = () => saved.at(-1) ?? { name: '', blob: new Blob(), attached: false };
const jsonOf = async (): Promise<{ count: number; rows: { metadata_json: { reason: string } }[] }> =>
  JSON.parse(await textOf(file()));

describe('the exports', () => {
  test('contain exactly the rows that the filter shows, as they were sent', async () => {
    const app = await renderApp({ path });
    const audit = await app.backend.run((db) => rowsOf(db, tenants.acme.id).toReversed());
    await app.click(button('Export JSON'));
    expect(await jsonOf()).toMatchObject({ count: 8, rows: audit, complete: true });
    expect(announced('polite')).toContain('8 rows exported.');

    await app.fill(screen.getByLabelText('Search'), 'drill');
    await app.click(button('Export JSON'));
    expect(await jsonOf()).toEqual({
      format: 'kill-switch-history/1',
      tenant_id: tenants.acme.id,
      exported_at: new Date(START).toISOString(),
      exported_by: personas.admin.id,
      filter: { range: 'all', action: 'all', operator: '', text: 'drill', from: '', to: '' },
      count: 2,
      complete: true,
      rows: audit.slice(2, 4),
    });
    await app.click(button('Export CSV'));
    const lines = (await textOf(file())).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\uFEFFid,/);
    expect(lines.slice(1, 3).map((line) => line.split(',')[0])).toEqual(
      audit.slice(2, 4).map(({ id }) => id),
    );
    // The other row of the incident is shown, but its length does not depend on that.
    expect(lines[1]).toContain(',420,');
  });

  test('have names with tenant and time, and the right type', async () => {
    const app = await renderApp({ path });
    await app.click(button('Export CSV'));
    await app.click(button('Export JSON'));
    const name = `kill-switch-history_${tenants.acme.id}_20261102T084800Z_20261120T091300Z`;
    expect(saved.map((one) => one.name)).toEqual([`${name}.csv`, `${name}.json`]);
    expect(saved.map(({ blob }) => blob.type)).toEqual(['text/csv;charset=utf-8', 'application/json']);
  });

  test('say when not everything was loaded: in the file, in its name, at the button and afterwards', async () => {
    const app = await renderApp({ path, seed: { seed: 'ten-thousand' }, faults: 'history:slow' });
    await app.pass(3);
    for (const name of ['Export CSV', 'Export JSON'])
      expect(button(name)).toHaveAccessibleDescription(
        'Not every toggle could be read: the file will not be complete, and its name says so.',
      );
    await app.click(button('Export JSON'));
    expect(await jsonOf()).toMatchObject({ count: 1_000, complete: false });
    expect(file().name).toMatch(/Z_incomplete\.json$/);
    expect(announced('polite')).toContain('1000 rows exported. Not complete.');
    await app.click(button('Export CSV'));
    expect(file().name).toMatch(/Z_incomplete\.csv$/);
  });

  test('say when a filter leaves something out', async () => {
    const app = await renderApp({ path });
    expect(button('Export CSV')).not.toHaveAccessibleDescription();
    await app.fill(screen.getByLabelText('Search'), 'drill');
    expect(button('Export CSV')).toHaveAccessibleDescription('Only what the filter shows is exported.');
    await app.click(button('Export CSV'));
    expect(file().name).toMatch(/Z_filtered\.csv$/);
    expect(announced('polite')).toContain('2 rows exported. Filtered.');
    // Blank text hides nothing.
    await app.fill(screen.getByLabelText('Search'), '  ');
    await app.click(button('Export CSV'));
    expect(file().name).toMatch(/\dZ\.csv$/);
  });

  test.each([
    ['rows that could not be read are missing', { seed: { malformedRows: 15 } }, ''],
    ['the newest rows could not be read', {}, 'history:503'],
  ])('are not complete when %s', async (_what, options, faults) => {
    const app = await renderApp({ path, ...options });
    app.faults(faults);
    await app.pass(35);
    await app.click(button('Export JSON'));
    expect(file().name).toMatch(/_incomplete\.json$/);
    expect(await jsonOf()).toMatchObject({ complete: false });
  });

  test('do not name a filter that is not applied', async () => {
    const app = await renderApp({ path });
    await app.fill(screen.getByLabelText('From (UTC)'), '12026-11-20');
    await app.click(button('Export JSON'));
    expect(await jsonOf()).toMatchObject({ count: 8, filter: { from: '' } });
    expect(file().name).toMatch(/\dZ\.json$/);
  });

  test('are refused with a reason where nothing is shown', async () => {
    const app = await renderApp({ path, seed: { seed: 'none' } });
    for (const name of ['Export CSV', 'Export JSON']) {
      expect(button(name)).toHaveAccessibleDescription('There is nothing to export.');
      await app.click(button(name));
    }
    expect(saved).toEqual([]);
  });

  test('do not stay in the page’s memory', async () => {
    const app = await renderApp({ path });
    blobs.clear();
    await app.click(button('Export CSV'));
    expect(blobs.size).toBe(1);
    await app.pass(61, 30);
    expect(blobs.size).toBe(0);
  });
});
