import { describe, expect, test, vi } from 'vitest';
import { AUDIT, badge, button, reasonField, SWITCH, sendButton } from '../testing/find';
import { renderApp, START, type App } from '../testing/render-app';
import { setOnline } from '../testing/stub-server';

/** How many readings of the status and of both lists of the history follow `action`. */
async function readings(app: App, action: () => Promise<unknown>) {
  const count = () => ({ status: app.sent('GET', SWITCH).length, history: app.sent('GET', AUDIT).length });
  const before = count();
  await action();
  const after = count();
  return { status: after.status - before.status, history: after.history - before.history };
}

const ONCE = { status: 1, history: 2 };
const NONE = { status: 0, history: 0 };

describe('the page reads', () => {
  test('every 30 s, status and history [AEGIS-36]', async () => {
    const app = await renderApp();
    expect(await readings(app, () => app.pass(29))).toEqual(NONE);
    expect(await readings(app, () => app.pass(1))).toEqual(ONCE);
    expect(await readings(app, () => app.pass(29))).toEqual(NONE);
    expect(await readings(app, () => app.pass(1))).toEqual(ONCE);
    expect(await readings(app, () => app.pass(300, 10))).toEqual({ status: 10, history: 20 });
  });

  test('also in a hidden tab [AEGIS-38]', async () => {
    const app = await renderApp();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await app.happen(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await app.elsewhere('security', 'engage', 'While nobody looks');
    expect(await readings(app, () => app.pass(30))).toEqual(ONCE);
    expect(badge()).toHaveTextContent(/^Engaged/);
  });

  test.each(['focus', 'online', 'pageshow'])('at once on %s', async (name) => {
    const app = await renderApp();
    await app.elsewhere('security', 'engage', 'Meanwhile');
    await app.pass(2);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(await readings(app, () => app.happen(() => window.dispatchEvent(new Event(name))))).toEqual(ONCE);
    expect(badge()).toHaveTextContent(/^Engaged/);
  });

  test('at once when the tab is shown again', async () => {
    const app = await renderApp();
    const shown = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await app.happen(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await app.pass(2);
    shown.mockReturnValue('visible');
    const show = () =>
      app.happen(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    expect((await readings(app, show)).status).toBeGreaterThanOrEqual(1);
  });

  test('at once on wake, and shows nothing old as new until then', async () => {
    const app = await renderApp();
    await app.elsewhere('security', 'engage', 'While the laptop slept');
    app.faults('status:slow');
    vi.setSystemTime(START + 600_000);
    expect((await readings(app, () => app.pass(1))).status).toBeGreaterThanOrEqual(1);
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Disengaged 10 min ago/);
    await app.pass(3);
    expect(badge()).toHaveTextContent(/^Engaged/);
  });

  test('at once when the device’s clock was set back', async () => {
    const app = await renderApp({ backend: { clock: () => START + performance.now() } });
    vi.setSystemTime(START - 3_600_000);
    expect((await readings(app, () => app.pass(1))).status).toBe(1);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('at once on Refresh', async () => {
    const app = await renderApp();
    await app.pass(3);
    expect(await readings(app, () => app.click(button('Refresh')))).toEqual(ONCE);
  });

  test('at once when a dialog opens [AEGIS-39]', async () => {
    const app = await renderApp();
    expect((await readings(app, () => app.click(button('Engage')))).status).toBe(1);
  });

  test('at once after a toggle [AEGIS-39]', async () => {
    const app = await renderApp();
    await app.click(button('Engage'));
    await app.fill(reasonField(), 'Drill');
    const send = sendButton();
    expect(send && (await readings(app, () => app.click(send)))).toEqual(ONCE);
  });

  test('although the browser believes that it is offline, and at once when it begins to', async () => {
    const app = await renderApp();
    await app.pass(2);
    setOnline(false);
    expect(await readings(app, () => app.happen(() => window.dispatchEvent(new Event('offline'))))).toEqual(
      ONCE,
    );
    expect(await readings(app, () => app.pass(30))).toEqual(ONCE);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });
});

describe('after a reading that failed by', () => {
  test.each(['500', '503', 'offline', 'html', 'truncated'])(
    '%s, the next one follows in 5 s',
    async (fault) => {
      const app = await renderApp({ faults: `status:${fault}` });
      expect((await readings(app, () => app.pass(4))).status).toBe(0);
      expect((await readings(app, () => app.pass(1))).status).toBe(1);
      app.faults('');
      await app.pass(5);
      expect(badge()).toHaveTextContent(/^Disengaged/);
      expect((await readings(app, () => app.pass(29))).status).toBe(0);
      expect((await readings(app, () => app.pass(1))).status).toBe(1);
    },
  );

  test.each(['403', '404', '429'])('%s, which is an answer, the next one follows in 30 s', async (fault) => {
    const app = await renderApp({ faults: `status:${fault}` });
    expect((await readings(app, () => app.pass(29))).status).toBe(0);
    expect((await readings(app, () => app.pass(1))).status).toBe(1);
  });
});

test('what is read for one person is not shown to the next', async () => {
  const app = await renderApp({ seed: { engaged: true } });
  await app.click(button('Sign out'));
  expect(
    app.client
      .getQueryCache()
      .getAll()
      .filter(({ queryKey }) => queryKey[0] !== 'sso-providers'),
  ).toEqual([]);
});
