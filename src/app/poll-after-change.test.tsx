import { expect, test } from 'vitest';
import { badge, openDialog, send, SWITCH } from '../testing/find';
import { renderApp, type App } from '../testing/render-app';

/** How often the switch is read within this many seconds. */
async function readings(app: App, seconds: number) {
  const before = app.sent('GET', SWITCH).length;
  await app.pass(seconds);
  return app.sent('GET', SWITCH).length - before;
}

test('while nothing changes, the switch is read every 30 s', async () => {
  const app = await renderApp();
  expect(await readings(app, 120)).toBe(4);
});

test('after somebody else’s change was seen, it is read every 5 s for two minutes', async () => {
  const app = await renderApp();
  await app.elsewhere('security', 'engage', 'Refund loop');
  await app.pass(30);
  expect(badge()).toHaveTextContent(/^Engaged/);
  expect(await readings(app, 60)).toBeGreaterThanOrEqual(11);
  await app.elsewhere('security', 'disengage', 'Fixed');
  await app.pass(5);
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(await readings(app, 110)).toBeGreaterThanOrEqual(20);
  await app.pass(30);
  expect(await readings(app, 120)).toBe(4);
});

test('after one’s own change, too, and not after a refusal to be read so often', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'Refund loop');
  await send(app);
  await app.pass(20);
  expect(await readings(app, 60)).toBeGreaterThanOrEqual(11);
  app.faults('status:429');
  await app.pass(5);
  expect(await readings(app, 60)).toBeLessThanOrEqual(2);
});
