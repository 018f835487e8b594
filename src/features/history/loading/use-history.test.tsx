import '../history-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { toggleRows } from '../../../testing/find';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const path = '/kill-switch/history?view=toggles';
const many = { seed: 'ten-thousand' } as const;
const main = () => screen.getByRole('main');
const count = () => screen.getByText(/^(Shown:|No match|[\d,]+ match)/).textContent;
const buttons = (name: string) => screen.queryAllByRole('button', { name });

/** The requested pages in order, such as `engaged 0`. The newest rows, which are polled, do not count. */
const pagesAsked = (app: App) =>
  app.sent('GET', '/audit/logs?').flatMap((request) => {
    const query = new URL(request.path, 'http://x').searchParams;
    const kind = query.get('action')?.replace('kill_switch_', '');
    return query.get('limit') === '500' ? [`${kind} ${query.get('offset') ?? 0}`] : [];
  });
const pollsAsked = (app: App) =>
  app.sent('GET', '/audit/logs?').filter((sent) => sent.path.endsWith('limit=20'));

/** Refuses the requests whose query contains all of `parts`, until the test stops it. */
function refusing(...parts: string[]) {
  const state = { on: true };
  answerWith(
    http.get('*/audit/logs', ({ request }) =>
      state.on && parts.every((part) => request.url.includes(part))
        ? HttpResponse.json({ detail: 'Redis is down' }, { status: 503 })
        : undefined,
    ),
  );
  return state;
}

describe('the pages of the history', () => {
  test('are read one after another until all rows are there, both kinds at the same time', async () => {
    const app = await renderApp({ path, seed: many });
    expect(count()).toBe('Shown: all 10,000 toggles.');
    const kinds = ['disengaged', 'engaged'];
    const offsets = Array.from({ length: 10 }, (_, n) => n * 500);
    // In strict mode the first page of each kind is requested twice.
    const asked = [...new Set(pagesAsked(app))];
    for (const kind of kinds)
      expect(asked.filter((page) => page.startsWith(kind))).toEqual(
        offsets.map((offset) => `${kind} ${offset}`),
      );
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(main()).not.toHaveTextContent('so far');
  });

  test('stop when somebody stops them, and continue when told', async () => {
    const app = await renderApp({ path, seed: many, faults: 'history:slow' });
    expect(buttons('Stop loading')).toEqual([]);
    await app.pass(3);
    expect(main()).toHaveTextContent('1,000 of 10,000 rows loaded.');
    expect(screen.getByRole('progressbar', { name: 'Rows loaded' })).toHaveAttribute('value', '1000');
    expect(count()).toBe('Shown: the 1,000 toggles loaded so far, of 10,000.');
    await app.click(screen.getByRole('button', { name: 'Stop loading' }));
    await app.pass(60, 5);
    expect(main()).toHaveTextContent('2,000 of 10,000 rows loaded.');
    expect(new Set(pagesAsked(app)).size).toBe(4);
    expect(buttons('Stop loading')).toEqual([]);
    // The newest rows are polled all the same.
    expect(pollsAsked(app).length).toBeGreaterThan(2);
    app.faults('');
    await app.click(screen.getByRole('button', { name: 'Go on loading' }));
    expect(count()).toBe('Shown: all 10,000 toggles.');
    expect(new Set(pagesAsked(app)).size).toBe(20);
  });

  test('that fail are reported, do not affect the others, and are read again when a person asks', async () => {
    let outage = { on: true };
    const app = await renderApp({
      path,
      seed: many,
      prepare: () => {
        outage = refusing('kill_switch_engaged', 'offset=1000');
      },
    });
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('Engage rows are not complete. What was loaded stays.');
    expect(alert).toHaveTextContent('Redis is down');
    expect(count()).toBe('Shown: the 6,000 toggles loaded so far, of 10,000.');
    const asked = pagesAsked(app).length;
    await app.pass(60, 5);
    expect(pagesAsked(app)).toHaveLength(asked);
    await app.click(screen.getByRole('button', { name: 'Try again' }));
    expect(pagesAsked(app).slice(asked)).toEqual(['engaged 1000']);
    outage.on = false;
    await app.click(screen.getByRole('button', { name: 'Try again' }));
    expect(count()).toBe('Shown: all 10,000 toggles.');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('the newest rows', () => {
  test('are polled, and occur once in the table', async () => {
    const app = await renderApp({ path });
    const pages = pagesAsked(app).length;
    await app.elsewhere('security', 'engage', 'At another desk');
    await app.pass(30);
    expect(toggleRows()).toHaveLength(9);
    expect(toggleRows()[0]?.[2]).toBe('At another desk');
    expect(count()).toBe('Shown: all 9 toggles.');
    await app.pass(60);
    expect(toggleRows()).toHaveLength(9);
    expect(pagesAsked(app)).toHaveLength(pages);
  });

  test('cause a second reading of everything when more rows came than they contain', async () => {
    const app = await renderApp({ path, seed: { seed: 'twenty' } });
    expect(count()).toBe('Shown: all 20 toggles.');
    const pages = pagesAsked(app).length;
    for (let turn = 0; turn < 50; turn += 1)
      await app.elsewhere('security', turn % 2 === 0 ? 'engage' : 'disengage', `Turn ${turn}`);
    await app.pass(30);
    expect(count()).toBe('Shown: all 70 toggles.');
    expect(pagesAsked(app)).toHaveLength(pages + 2);
    await app.pass(120, 5);
    expect(pagesAsked(app)).toHaveLength(pages + 2);
  });

  test('that cannot be read are reported, the loaded rows stay, and they are requested again', async () => {
    const app = await renderApp({ path });
    app.faults('history:503');
    await app.pass(30);
    expect(screen.getAllByRole('alert')).toHaveLength(2);
    expect(toggleRows()).toHaveLength(8);
    app.faults('');
    await app.pass(6);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('are read at once by Refresh', async () => {
    const app = await renderApp({ path, as: 'auditor' });
    await app.elsewhere('admin', 'engage', 'Just now');
    await app.pass(1);
    await app.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(toggleRows()[0]?.[2]).toBe('Just now');
  });
});
