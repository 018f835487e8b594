import { enterSafeMode } from '../../mocks/host/other-operator';
import { heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import { actElsewhere } from '../guardian/guardian-page';
import { expectFits, LONG } from './looks';

// What lies between a phone (accessibility.spec.ts) and a wide screen, and paper, with both levers pulled.

const pages = {
  '/kill-switch': 'Kill Switch',
  '/kill-switch/history': 'Activation history',
  '/safe-mode': 'Safe Mode',
  '/recovery': 'Recovery',
};

test.use({ seed: { engaged: true } });

test('every page fits at every width, and on paper', async ({ page, server, signIn }) => {
  await server.backend.toggleAs('security', 'disengage', LONG);
  await server.backend.toggleAs('admin', 'engage', LONG);
  await actElsewhere(server, enterSafeMode, LONG);
  await signIn();
  for (const [path, title] of Object.entries(pages)) {
    await page.goto(path);
    await expect(heading(page, title)).toBeVisible();
    await expect(page.getByText(/Loading|Reading…|Checking…/)).toHaveCount(0);
    for (const width of [640, 768, 1024, 1152, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await expectFits(page, `${path} at ${width} px`);
    }
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1000 });
    await expectFits(page, `${path} on paper`);
    await page.emulateMedia({ media: null });
  }
});
