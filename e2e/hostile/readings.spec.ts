import { tenants } from '../../mocks/seeds/personas';
import { expectState, refresh } from '../support/console';
import { sendJson, sendOn } from '../support/raw-server';
import { expect, test } from '../support/fixtures';

test('a status read that is answered 203 or 206 is not green', async ({ page, hostile, signIn }) => {
  let status = 203;
  const raw = await hostile({
    'GET /decision/': async ({ outgoing, pass }) => sendOn(outgoing, { ...(await pass()), status }),
  });
  await signIn('admin', raw);
  await refresh(page);
  await expectState(page, /^Unknown/);
  status = 200;
  await refresh(page);
  await expectState(page, /^Disengaged/);
  status = 206;
  await refresh(page);
  await expectState(page, /^Unknown/);
});

test.describe('at 320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('a reason that no line can break does not widen the page', async ({ page, hostile, signIn }) => {
    let reason = '';
    const raw = await hostile({
      'GET /decision/': ({ outgoing }) => {
        const data = {
          status: 'engaged',
          tenant_id: tenants.acme.id,
          reason,
          engaged_at: '2026-11-20T10:00:00Z',
        };
        sendJson(outgoing, 200, { success: true, data: { ...data, engaged_by: 'x' } });
      },
    });
    await signIn('admin', raw);
    for (reason of ['\u06dd'.repeat(60), '\u0600'.repeat(200), `e${'\u20dd'.repeat(60)}`]) {
      await refresh(page);
      await expectState(page, /^Engaged/);
      expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(320);
    }
  });
});

test('a clock that was set back is followed by a reading at once', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  const reads = server.switchRequests('GET').length;
  await page.clock.setSystemTime(Date.now() - 3_600_000);
  await page.clock.runFor(1_000);
  await expect.poll(() => server.switchRequests('GET').length).toBeGreaterThan(reads);
  await expectState(page, /^Disengaged/);
});
