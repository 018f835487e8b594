import type { Page } from '@playwright/test';
import { tenants } from '../../mocks/seeds/personas';
import { badge, confirm, dialog, expectState, historyRows, lever, reason, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import { incidents, showToggles, toggleRows } from '../history/history-page';
import { sendJson, type Table } from '../support/raw-server';

// Text without a place to break it, and piles of marks, stay within their own box: no page scrolls sideways.

const texts = {
  'Thai vowels': '\u0E33'.repeat(300),
  'joined pictographs': '👩\u200D'.repeat(150),
  'joined letters': 'a\u200D'.repeat(300),
  'Hangul fillers': '\u1160'.repeat(300),
  'leading Hangul': '\u1100'.repeat(300),
  'a pile of marks': `Zalgo e${'\u0301\u0316'.repeat(300)} was here`,
  'Devanagari conjuncts': 'क\u094D'.repeat(250),
  'a word without end': 'x'.repeat(500),
  'an Arabic end of verse': '\u06DD'.repeat(300),
  'Arabic number signs': '\u0600'.repeat(300),
  'enclosing circles': `e${'\u20DD'.repeat(300)}`,
} as const;

const rows = Object.values(texts).map((text, index) => ({
  id: `row-${index}`,
  tenant_id: tenants.acme.id,
  action: index % 2 === 0 ? 'kill_switch_engaged' : text,
  timestamp: new Date(Date.UTC(2026, 10, 20, 10, 0, 60 - index)).toISOString(),
  metadata_json: { actor: text, reason: text },
}));

/** The server's words, one after another, in the status and in all rows. */
function chatter() {
  const now = { text: '' };
  const page = (items: unknown[]) => ({
    success: true,
    data: { total: items.length, limit: 20, offset: 0, items },
  });
  const engaged = () => ({
    success: true,
    data: {
      status: 'engaged',
      tenant_id: tenants.acme.id,
      reason: now.text,
      engaged_at: '2026-11-20T10:00:00Z',
      engaged_by: now.text,
    },
  });
  const table: Table = {
    'GET /audit/logs?action=kill_switch_engaged': ({ outgoing }) => sendJson(outgoing, 200, page(rows)),
    'GET /audit/logs?action=': ({ outgoing }) => sendJson(outgoing, 200, page([])),
    'GET /decision/': ({ outgoing }) => sendJson(outgoing, 200, engaged()),
    'DELETE /decision/': ({ outgoing }) =>
      sendJson(outgoing, 409, { success: false, error: `Refused because of ${now.text}` }),
  };
  return { now, table };
}

/** How far the page and an open dialog can be scrolled sideways, and whether a text paints over its neighbours. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const wide = [document.scrollingElement, ...document.querySelectorAll('dialog')].flatMap((box) =>
      box && box.scrollWidth > box.clientWidth
        ? [`${box.tagName} by ${box.scrollWidth - box.clientWidth} px`]
        : [],
    );
    const unseen = [...document.querySelectorAll('bdi')].filter(
      (bdi) => bdi.checkVisibility() && bdi.textContent !== '' && bdi.getBoundingClientRect().width < 20,
    );
    return [...wide, ...unseen.map((bdi) => `without room: ${bdi.textContent?.slice(0, 20)}`)];
  });

const widths = [320, 1280];

/** Nothing is wider than the screen, at any of the widths. */
async function expectNoOverflow(page: Page) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflow(page), `at ${width} px`).toEqual([]);
  }
}

test('no text widens the switch’s page, its dialog, a refusal in it, or the history', async ({
  page,
  hostile,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409/);
  const { now, table } = chatter();
  await signIn('admin', await hostile(table));
  await expectState(page, /^Engaged/);
  for (const [name, text] of Object.entries(texts)) {
    await test.step(name, async () => {
      now.text = text;
      await refresh(page);
      await expect(badge(page).locator('bdi').first()).toHaveText(/.{300}/s);
      await expectNoOverflow(page);
    });
  }
  await expect(historyRows(page)).toHaveCount(rows.length);
  await lever(page, 'disengage').click();
  await expect(dialog(page, 'disengage')).toBeVisible();
  for (const text of Object.values(texts)) {
    await reason(page).fill(text.slice(0, 450));
    await expectNoOverflow(page);
  }
  now.text = '\u0E33'.repeat(250);
  await reason(page).fill('Tried');
  await confirm(page, 'disengage').click();
  await expect(dialog(page, 'disengage')).toContainText('Refused because of');
  await expectNoOverflow(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Activation history' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activation history' })).toBeVisible();
  await expect(incidents(page)).toBeVisible();
  await expectNoOverflow(page);
  await showToggles(page);
  await expect(toggleRows(page)).toHaveCount(rows.length);
  await expectNoOverflow(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } });

  test('no field has letters so small that the browser zooms into it', async ({ page, signIn }) => {
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('input, select, textarea')]
          .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
          .map((field) => field.outerHTML),
      );
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(await small()).toEqual([]);
    await signIn();
    await lever(page, 'engage').click();
    await expect(reason(page)).toBeVisible();
    expect(await small()).toEqual([]);
    await page.keyboard.press('Escape');
    for (const name of ['Activation history', 'Recovery']) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      expect(await small()).toEqual([]);
    }
  });
});
