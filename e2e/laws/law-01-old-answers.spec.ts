import { tenants } from '../../mocks/seeds/personas';
import { badge, expectNotGreen, expectState, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import { sendJson, sendOn } from '../support/raw-server';

// Law 1: an answer counts from what it says of its own age, and only if nothing contradicts it.

test('law 1: a status that a cache held for an hour is Unknown, and says whose answer it is', async ({
  page,
  hostile,
  signIn,
}) => {
  let age: string | null = null;
  const raw = await hostile({
    'GET /decision/': async ({ outgoing, pass }) => {
      const passed = await pass();
      sendOn(outgoing, { ...passed, headers: { ...passed.headers, ...(age && { age }) } });
    },
  });
  await signIn('admin', raw);
  await expectState(page, /^Disengaged/);
  age = '3600';
  await refresh(page);
  await expectState(page, /^Unknown — last confirmed Disengaged/);
  await expect(badge(page)).toContainText('A cache answered in the server’s place');
  await expectNotGreen(page);
  age = null;
  await refresh(page);
  await expectState(page, /^Disengaged/);
});

test('law 1: a Date that stands still is an old answer once it has stood long enough', async ({
  page,
  hostile,
  signIn,
}) => {
  await page.clock.install();
  const date = new Date().toUTCString();
  const raw = await hostile({
    'GET /decision/': async ({ outgoing, pass }) => {
      const passed = await pass();
      sendOn(outgoing, { ...passed, headers: { ...passed.headers, date } });
    },
  });
  await signIn('admin', raw);
  await expectState(page, /^Disengaged/);
  await page.clock.runFor(80_000);
  await expectState(page, /^Unknown/);
  await expectNotGreen(page);
});

test('law 1: a newest toggle row that says Engaged takes the green away', async ({
  page,
  hostile,
  signIn,
}) => {
  const raw = await hostile({
    'GET /audit/logs?action=kill_switch_engaged': ({ outgoing }) => {
      const row = {
        id: 'row-1',
        tenant_id: tenants.acme.id,
        action: 'kill_switch_engaged',
        timestamp: new Date(Date.now() - 60_000).toISOString(),
        metadata_json: { actor: 'id-9', actor_name: 'Eve' },
      };
      const data = { total: 1, limit: 20, offset: 0, items: [row] };
      sendJson(outgoing, 200, { success: true, data, error: null, meta: null });
    },
  });
  await signIn('admin', raw);
  await expectState(page, /^Unknown — the status says Disengaged, and something contradicts it/);
  await expect(badge(page)).toContainText('The newest row of the audit log says Engaged');
  await expect(badge(page)).toContainText('by Eve');
  await expectNotGreen(page);
});
