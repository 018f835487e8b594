import type { Page } from '@playwright/test';
import { badge, compose, confirm, dialog, expectState, reason } from '../support/console';
import { expect, test } from '../support/fixtures';

// Tests the observer on real pages: scripts break the laws here, and the observer must notice each time.

const WHY = 'Agent deletes backups';
const SWITCH = '/decision/kill-switch/somebody';

const say = (page: Page, words: string) =>
  badge(page).evaluate((element, text) => element.replaceChildren(text), words);
const later = (page: Page) => {
  let before = 0;
  return expect
    .poll(async () => {
      const now = await page.evaluate(() => performance.now());
      before ||= now;
      return now - before;
    })
    .toBeGreaterThan(900);
};

test.describe('while engaged', () => {
  test.use({ seed: { engaged: true } });

  test('a badge and a tab that are green for no reason are noticed', async ({ page, observer, signIn }) => {
    await signIn();
    await expectState(page, /^Engaged/);
    expect(observer.breaches()).toEqual([]);
    await say(page, 'Disengaged');
    await later(page);
    expect(observer.breaches()).toEqual([expect.stringMatching(/green without knowing: “Disengaged”/)]);
    await page.evaluate(() => (document.title = 'Disengaged · Kill Switch'));
    await later(page);
    observer.mustNotice(
      /green without knowing: “Disengaged”, tab “(\(1\) )?ENGAGED/,
      /, tab “Disengaged · Kill Switch”/,
    );
  });
});

test('an old answer that stays green is noticed, behind a fake clock and after a reload', async ({
  page,
  observer,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await page.reload();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', 'hang');
  await page.clock.runFor(47_500);
  await expectState(page, /^Unknown/);
  expect(observer.breaches()).toEqual([]);
  expect(observer.noted.filter(({ kind }) => kind === 'look').length).toBeGreaterThan(40);
  await page.evaluate(() => (document.title = 'Disengaged'));
  observer.mustNotice(/green (for too long|without knowing): “Unknown.*, tab “Disengaged”/);
  await later(page);
});

test('toggles that nobody clicked for are noticed', async ({ page, observer, signIn, expectConsole }) => {
  expectConsole(/status of 4\d\d/);
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await page.evaluate(async (path) => {
    await fetch(path, { method: 'POST', headers: { 'x-request-id': 'by-script' } });
    const request = new XMLHttpRequest();
    request.open('DELETE', path, false);
    request.send();
  }, SWITCH);
  await confirm(page, 'engage').evaluate((button) => button instanceof HTMLElement && button.click());
  await expectState(page, /^Engaged/);
  observer.mustNotice(/\(engage\) was sent that nobody clicked for/, /\(disengage\) was sent past fetch/);
  expect(observer.breaches()).toHaveLength(2);
});

test('a click that sends twice is noticed', async ({ page, observer, signIn, expectConsole }) => {
  expectConsole(/status of 4\d\d .*\/decision\//);
  await signIn();
  await compose(page, 'engage', WHY);
  await page.evaluate((path) => {
    const send = () => void fetch(path, { method: 'POST', headers: { 'x-request-id': 'again' } });
    window.addEventListener('click', send, { once: true });
  }, SWITCH);
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  observer.mustNotice(/\(engage\) was sent that nobody clicked for/);
});

test('a reason that vanishes, or goes where it must not, is noticed', async ({ page, observer, signIn }) => {
  await signIn();
  await compose(page, 'engage', WHY);
  expect(observer.breaches()).toEqual([]);
  await page.evaluate((text) => {
    localStorage.setItem('x', text);
    window.history.replaceState({ text }, '', `?why=${encodeURIComponent(text)}`);
    document.title = text;
    // oxlint-disable-next-line no-console -- the observer must notice this message
    console.log(text);
  }, WHY);
  await reason(page).evaluate((field) => field instanceof HTMLTextAreaElement && (field.value = ''));
  await later(page);
  await expect(dialog(page, 'engage')).toBeVisible();
  observer.mustNotice(
    /^the typed reason is gone \(engage\): “” stands where “Agent deletes backups”/,
    ...['localStorage', 'history.state', 'address', 'document.title', 'console'].map(
      (name) => new RegExp(`stands in ${name}: “${WHY}”`),
    ),
  );
});
