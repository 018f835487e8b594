import '../features/history/history-page';
import { expect, test } from 'vitest';
import { AUDIT, button } from '../testing/find';
import { renderApp } from '../testing/render-app';

test('a full history is read again only on request, not each time somebody looks at the tab', async () => {
  const app = await renderApp({ path: '/kill-switch/history', as: 'auditor' });
  const read = () => app.sent('GET', AUDIT).filter(({ path }) => path.includes('limit=500')).length;
  const once = read();
  expect(once).toBeGreaterThan(0);
  for (const name of ['focus', 'online', 'pageshow'])
    await app.happen(() => window.dispatchEvent(new Event(name)));
  // A tick this late counts as a wake.
  await app.pass(40);
  expect(read()).toBe(once);
  await app.click(button('Refresh'));
  expect(read()).toBeGreaterThan(once);
});
