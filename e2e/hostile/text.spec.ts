import type { Page } from '@playwright/test';
import { personas, tenants } from '../../mocks/seeds/personas';
import {
  badge,
  compose,
  confirm,
  dialog,
  expectState,
  historyRows,
  reason,
  refresh,
  report,
} from '../support/console';
import { sendJson, type Table } from '../support/raw-server';
import { expect, test } from '../support/fixtures';
import { naughty } from './naughty';

// Whatever stands in an audit log or a status is shown as text, isolated, and does nothing. Zero breaches of the CSP and
// of Trusted Types, and no dialog: `consoleWatch` and the `dialog` listener hear of them.

test.use({ viewport: { width: 320, height: 640 } });

/** What may not be in the page as it is: these would reorder, hide or break what stands around them. */
const FORBIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}\p{Cs}]|\u034F|[\uFE00-\uFE0D]/gu;

/** The text as a person must be able to read it: everything visible, nothing left out. */
const shown = (text: string) =>
  text.replace(
    FORBIDDEN,
    (c) => `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );

const PAGE = 20;
const sets = Array.from({ length: Math.ceil(naughty.length / PAGE) }, (_, index) =>
  naughty.slice(index * PAGE, (index + 1) * PAGE),
);

const rowOf = (text: string, index: number) => ({
  id: `row-${index}`,
  tenant_id: tenants.acme.id,
  action: 'kill_switch_engaged',
  timestamp: new Date(Date.UTC(2026, 10, 20, 10, 0, 60 - index)).toISOString(),
  metadata_json: { actor: `${text}`, reason: text },
});

/** Serves one set of texts at a time as audit rows, and one text as the reason and operator of the status. */
function librarian() {
  const now: { set: string[]; status: string } = { set: [], status: '' };
  const page = (items: unknown[]) => ({
    success: true,
    data: { total: items.length, limit: 20, offset: 0, items },
  });
  const table: Table = {
    'GET /audit/logs?action=kill_switch_engaged': ({ outgoing }) =>
      sendJson(outgoing, 200, page(now.set.map(rowOf))),
    'GET /audit/logs?action=': ({ outgoing }) => sendJson(outgoing, 200, page([])),
    'GET /decision/': ({ outgoing }) =>
      sendJson(outgoing, 200, {
        success: true,
        data: {
          status: 'engaged',
          tenant_id: tenants.acme.id,
          reason: now.status,
          engaged_at: '2026-11-20T10:00:00Z',
          engaged_by: now.status,
        },
      }),
  };
  return { now, table };
}

/** The isolated texts of a part of the page, as they are in it, and what is wrong with how they lie. */
async function readPage(page: Page) {
  const cells = await historyRows(page).evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('bdi')].map((bdi) => bdi.textContent ?? '')),
  );
  const inBadge = await badge(page).evaluate((box) =>
    [...box.querySelectorAll('bdi')].map((bdi) => bdi.textContent ?? ''),
  );
  const wrong = await page.evaluate(() => {
    const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    // Spaces at the end of a line hang over it, unseen.
    const solid = [...document.querySelectorAll('bdi')].filter(
      (bdi) => !/\s{20}/.test(bdi.textContent ?? ''),
    );
    const out = solid.filter((bdi) =>
      [...bdi.getClientRects()].some(({ left, right }) => left < -1 || right > clientWidth + 1),
    );
    const loose = [...document.querySelectorAll('bdi')].filter(
      (bdi) => getComputedStyle(bdi).unicodeBidi !== 'isolate' || bdi.childElementCount > 0,
    );
    const first = [...out, ...loose]
      .slice(0, 3)
      .map(({ textContent }) => `out of the page or not isolated: ${textContent}`);
    return [...wide, ...first];
  });
  return { cells, inBadge, wrong };
}

test(`${naughty.length} naughty texts in history and badge are shown literally, isolated, and do nothing`, async ({
  page,
  hostile,
  signIn,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', (opened) => {
    dialogs.push(opened.message());
    void opened.dismiss();
  });
  const { now, table } = librarian();
  const elements = () =>
    page.evaluate(() => document.querySelectorAll('script, iframe, object, base, style, svg image').length);
  await signIn('admin', await hostile(table));
  await expectState(page, /^Engaged/);
  const before = await elements();
  for (const [index, set] of sets.entries()) {
    await test.step(`set ${index + 1}`, async () => {
      now.set = set;
      now.status = set[index % set.length] ?? '';
      await refresh(page);
      const wanted = set.map((text) => [shown(text), shown(text)]);
      await expect.poll(async () => (await readPage(page)).cells).toEqual(wanted);
      const { inBadge, wrong } = await readPage(page);
      expect(inBadge).toEqual([shown(now.status), shown(now.status)]);
      expect(wrong).toEqual([]);
      await expectState(page, /^Engaged at/);
      await expect(page).toHaveTitle(/^ENGAGED/);
    });
  }
  expect(dialogs).toEqual([]);
  expect(await elements()).toBe(before);
});

const typed = [
  "<img src=x onerror=alert(1)> “=cmd|’ & '; DROP TABLE",
  'שלום \u202Egnp.exe \u200B\u2060 done',
  '👩‍👩‍👧‍👦 é ñ '.repeat(8),
  '__proto__\n{{7*7}}\n\tconstructor',
];

test('what is typed as a reason is sent, kept and read back as it was', async ({ page, server, signIn }) => {
  await signIn();
  for (const text of typed) {
    await test.step(text.slice(0, 20), async () => {
      for (const [action, after] of [
        ['engage', /^Engaged/],
        ['disengage', /^Disengaged/],
      ] as const) {
        await compose(page, action, text);
        await expect(reason(page)).toHaveValue(text);
        await confirm(page, action).click();
        await expect(dialog(page, action)).toBeHidden();
        await expectState(page, after);
        await expect(report(page)).toContainText('Logged under your name, with your reason.');
        expect(server.toggles().at(-1)?.body).toMatchObject({ reason: text.trim() });
        await expect(historyRows(page).first().locator('bdi').last()).toHaveText(shown(text.trim()), {
          useInnerText: true,
        });
      }
    });
  }
  expect(server.toggles()).toHaveLength(typed.length * 2);
  await expect(page.getByRole('banner')).toContainText(personas.admin.email);
});
