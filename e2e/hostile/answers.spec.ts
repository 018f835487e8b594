import type { Page } from '@playwright/test';
import { tenants } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  reason,
  refresh,
  report,
  type Action,
} from '../support/console';
import { sendOn, type Asked, type Table } from '../support/raw-server';
import { useful, useless, type Delivery } from './answers';
import { expect, test } from '../support/fixtures';

// What the network can make of an answer. `observer` sees whether any of it is taken for knowledge.

const noise = /(ERR_[A-Z_]+|status of \d+) .*\/decision\//;
const WHY = 'Agent books flights for “everybody”';

/** A way to the switch whose answers are delivered as told; as they are unless told. */
function postman() {
  const by: { reads: Delivery | null; toggles: Delivery | null; done: boolean } = {
    reads: null,
    toggles: null,
    done: true,
  };
  const toggled = async ({ incoming, outgoing, pass }: Asked) => {
    if (!by.toggles) return sendOn(outgoing, await pass());
    if (by.done) await pass();
    const status = incoming.method === 'POST' ? 'engaged' : 'disengaged';
    by.toggles.send(
      outgoing,
      JSON.stringify({ success: true, data: { status, tenant_id: tenants.acme.id }, error: null }),
    );
  };
  const table: Table = {
    'GET /decision/': async ({ outgoing, pass }) => {
      const passed = await pass();
      if (by.reads) by.reads.send(outgoing, passed.body.toString());
      else sendOn(outgoing, passed);
    },
    'POST /decision/': toggled,
    'DELETE /decision/': toggled,
  };
  return { by, table };
}

test('an answer that is none makes the state unknown, however right its words', async ({
  page,
  hostile,
  signIn,
  expectConsole,
}) => {
  expectConsole(noise);
  await page.clock.install();
  const { by, table } = postman();
  await signIn('admin', await hostile(table));
  await expectState(page, /^Disengaged/);
  for (const delivery of useless) {
    await test.step(delivery.name, async () => {
      by.reads = delivery;
      await button(page, 'Refresh').click();
      if (delivery.hangs) await page.clock.runFor(8_100);
      await expect(button(page, 'Refresh')).toBeEnabled();
      await expectState(page, /^Unknown — last confirmed Disengaged/);
      await expect(page).toHaveTitle(/^Unknown/);
      await expect(badge(page)).toContainText(delivery.words ?? '');
      by.reads = null;
      await refresh(page);
      await expectState(page, /^Disengaged/);
    });
  }
});

test('an answer that is only odd is an answer', async ({ page, hostile, signIn }) => {
  const { by, table } = postman();
  await signIn('admin', await hostile(table));
  for (const delivery of useful) {
    await test.step(delivery.name, async () => {
      by.reads = { ...useful[0], name: 'none', send: (outgoing) => void outgoing.writeHead(200).end('{}') };
      await refresh(page);
      await expectState(page, /^Unknown/);
      by.reads = delivery;
      await refresh(page);
      await expectState(page, /^Disengaged/);
    });
  }
});

/** Sends what is left to do in this state, and comes back to the page. Resolves to the state afterwards. */
async function toggleBy(
  page: Page,
  by: ReturnType<typeof postman>['by'],
  delivery: Delivery,
  engaged: boolean,
) {
  const action: Action = engaged ? 'disengage' : 'engage';
  const words = { true: 'Engaged', false: 'Disengaged' } as const;
  const after = by.done !== engaged;
  const why = `${WHY}, and then ${delivery.name}`;
  by.toggles = delivery;
  await compose(page, action, why);
  await confirm(page, action).click();
  const open = dialog(page, action);
  if (delivery.hangs) {
    await expect(button(page, 'Sending…')).toBeVisible();
    await page.clock.runFor(15_100);
  }
  if (delivery.words) {
    await expect(open).toContainText(delivery.words);
    await expect(open).toContainText(
      by.done ? `${words[`${after}`]}. The reply was lost` : `Not ${words[`${!after}`].toLowerCase()} so far`,
    );
    await expect(reason(open)).toHaveValue(why);
    await button(open, by.done ? 'Close' : 'Cancel').click();
  } else {
    await expect(report(page)).toContainText(`Confirmed: the switch is ${words[`${after}`].toLowerCase()}.`);
  }
  await expect(open).toBeHidden();
  await expectState(page, new RegExp(`^${words[`${after}`]}`));
  return after;
}

for (const [half, deliveries] of [
  // How an odd answer is read is tested above: for a toggle one of them is enough.
  ['done', [...useless.filter((_, index) => index % 2 === 0), ...useful.slice(0, 1)]],
  ['not done', useless.filter((_, index) => index % 2 === 1)],
] as const) {
  test(`a toggle that was ${half}, and whose answer comes to harm, is told by reading back`, async ({
    page,
    hostile,
    server,
    signIn,
    expectConsole,
  }) => {
    test.slow();
    expectConsole(noise);
    await page.clock.install();
    const { by, table } = postman();
    by.done = half === 'done';
    await signIn('admin', await hostile(table));
    await expectState(page, /^Disengaged/);
    let engaged = false;
    for (const delivery of deliveries) {
      await test.step(delivery.name, async () => {
        engaged = await toggleBy(page, by, delivery, engaged);
      });
    }
    expect(server.toggles()).toHaveLength(by.done ? deliveries.length : 0);
  });
}
