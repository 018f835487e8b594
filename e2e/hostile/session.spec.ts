import type { Page } from '@playwright/test';
import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectNotGreen,
  expectState,
  expiredDialog,
  heading,
  lever,
  reason,
  refresh,
} from '../support/console';
import { sendJson, sendOn, type Table } from '../support/raw-server';
import type { TestServer } from '../support/test-server';
import { expect, test } from '../support/fixtures';
import { personOf } from '../../mocks/other-consoles';

// Who may is taken away at each step of a toggle: the session ends, the role changes, the account is switched off.

const WHY = 'Agent answers the phone as the CEO';
const steps = [
  'before it opens',
  'in the open dialog',
  'with the reason typed',
  'on its way',
  'once accepted',
] as const;

type Blow = { name: string; fall: (server: TestServer) => Promise<void>; words: RegExp };
const blows: Blow[] = [
  { name: 'the session ends', fall: ({ backend }) => backend.expireSessions(), words: /session has ended/i },
  {
    name: 'the role is taken away',
    fall: ({ backend }) => backend.setRole('admin', 'VIEWER'),
    words: /requires ADMIN or SECURITY role/,
  },
  {
    name: 'the account is switched off',
    fall: ({ backend }) => backend.deactivate('admin'),
    words: /User is inactive/,
  },
];

async function signInAgain(page: Page) {
  const again = expiredDialog(page);
  await expect(again).toBeVisible();
  await again.getByLabel('Password').fill(personas.admin.password);
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
}

/** Answers to toggles wait here: given by the server already, or not even asked for. Readings can be left without one. */
function gate() {
  const held = { before: false, after: false, reads: false, count: 0 };
  let open = () => {};
  const read: Table[string] = async ({ outgoing, pass }) => {
    if (!held.reads) sendOn(outgoing, await pass());
  };
  const table: Table = {
    'GET /decision/': read,
    'GET /audit/': read,
    'GET effect': ({ outgoing }) => sendJson(outgoing, 404, { detail: 'Not Found' }),
    'POST /decision/': async ({ outgoing, pass }) => {
      const wait = () =>
        new Promise<void>((go) => {
          held.count += 1;
          open = go;
        });
      if (held.before) await wait();
      const passed = await pass();
      if (held.after) await wait();
      sendOn(outgoing, passed);
    },
  };
  return { held, table, open: () => open() };
}

for (const { name, fall, words } of blows) {
  test(`${name}, at each step of a toggle`, async ({ page, hostile, server, signIn, expectConsole }) => {
    expectConsole(/status of (401|403|404) /);
    // Its reading every 5 s would meet the end at a step of its own, as that of the effect would.
    server.backend.faults.set('guardian', '404');
    const { held, table, open } = gate();
    await signIn('admin', await hostile(table));
    for (const step of steps) {
      await test.step(step, async () => {
        const why = `${WHY}: ${step}`;
        await expectState(page, /^Disengaged/);
        const sent = server.toggles().length;
        const early = step === 'before it opens';
        const late = step === 'once accepted';
        // An ended session asks for the password as soon as a reading meets it; else the reason can be typed.
        const asked = early && name === 'the session ends';
        const reads = name === 'the session ends' && !early && !late;
        Object.assign(held, { before: step === 'on its way', after: late, reads, count: 0 });

        if (early) await fall(server);
        await lever(page, 'engage').click();
        if (step === 'in the open dialog') await fall(server);
        if (asked) await signInAgain(page);
        await reason(page).fill(why);
        if (step === 'with the reason typed') await fall(server);
        await confirm(page, 'engage').click();
        if (held.before || held.after) {
          await expect.poll(() => held.count).toBe(1);
          await fall(server);
          open();
        }
        const taken = late && name === 'the role is taken away';
        if (taken) {
          // The first reading meets it, and /auth/me agrees: the page goes, and says why.
          await expect(heading(page, 'No access')).toBeVisible();
          await expect(page.getByRole('region', { name: 'Role' })).toContainText('as ADMIN');
        } else if (late) {
          // It was accepted, and cannot be read back: that is neither engaged nor green.
          await expectState(page, /^Unknown — last confirmed Disengaged/);
          await expectNotGreen(page);
          await expect(badge(page)).toHaveText(words);
        } else if (!asked) {
          await expect(page.getByRole('dialog').filter({ hasText: words }).first()).toBeVisible();
          await expect(reason(page)).toHaveValue(why);
        }
        held.reads = false;
        if (name === 'the session ends' && !asked) await signInAgain(page);
        await server.backend.run((db) => {
          Object.assign(personOf(db, 'admin'), { role: personas.admin.role, active: true });
        });
        if (late || asked) {
          if (taken) await button(page, 'Ask again').click();
          else if (late) await refresh(page);
          await expectState(page, /^Engaged/);
        } else {
          await expect(reason(page)).toHaveValue(why);
          Object.assign(held, { before: false });
          await confirm(page, 'engage').click();
          await expectState(page, /^Engaged/);
        }
        expect(server.toggles().length - sent).toBe(late || asked ? 1 : 2);
        await compose(page, 'disengage', 'On to the next step');
        await confirm(page, 'disengage').click();
        await expect(dialog(page, 'disengage')).toBeHidden();
      });
    }
  });
}

test('signing out and somebody else signing in, with a reason typed, hands on neither', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('admin');
  await compose(page, 'engage', WHY);
  await button(dialog(page, 'engage'), 'Cancel').click();
  await button(page, 'Sign out').click();
  await signIn('otherAdmin');
  await expectState(page, /^Disengaged/);
  await server.backend.toggleAs('security', 'engage', 'Another tenant');
  await refresh(page);
  await expectState(page, /^Disengaged/);
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue('');
  await button(dialog(page, 'engage'), 'Cancel').click();
  await button(page, 'Sign out').click();
  await signIn('security');
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toEqual([]);
});
