import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { badge, openDialog, reasonField, SWITCH, toggleDialog } from '../../testing/find';
import { renderApp, type App } from '../../testing/render-app';

const heading = () => screen.getByRole('heading', { level: 1 });
const offered = () => screen.queryAllByRole('button', { name: 'Engage' }).length > 0;
const banner = () => screen.getByRole('banner');
const stored = () => Object.values({ ...window.sessionStorage }).join();
const returnTo = (app: App) => app.happen(() => window.dispatchEvent(new Event('focus')));

/** No trace of the lever is left: not on the page, not for a reload, not in the early question of a reload. */
function expectTaken() {
  expect(heading()).toHaveTextContent('No access');
  expect(offered()).toBe(false);
  expect(stored()).not.toContain('"role":"ADMIN"');
  expect(stored()).not.toContain(SWITCH);
  expect(screen.getByRole('region', { name: 'Role' })).toHaveTextContent(
    /no longer shows you the kill switch.*as ADMIN, and the server now refuses it to your role/,
  );
}

describe('a role that was taken away', () => {
  test('is not offered from the kept session: /auth/me is asked at the first refusal', async () => {
    const app = await renderApp({ prepare: (backend) => backend.setRole('admin', 'VIEWER') });
    expectTaken();
    expect(heading().parentElement).toHaveTextContent('You are signed in as VIEWER.');
    const asked = app.sent('GET', SWITCH).length;
    await app.pass(60, 10);
    expect(app.sent('GET', SWITCH)).toHaveLength(asked);
  });

  test.each(['auth:500', 'me-empty'])(
    'is noticed at the second refusal in a row when /auth/me does not name the role, with %s',
    async (faults) => {
      const app = await renderApp({
        faults,
        prepare: (backend) => backend.setRole('admin', 'VIEWER'),
      });
      expect(badge()).toHaveTextContent(/^Unknown/);
      expect(offered()).toBe(true);
      await app.pass(30);
      expectTaken();
      expect(banner()).toHaveTextContent('not told by the server (the switch is refused)');
    },
  );

  test('is noticed at once when /auth/me refuses the role, too', async () => {
    await renderApp({
      faults: 'me-refused',
      prepare: (backend) => backend.setRole('admin', 'VIEWER'),
    });
    expectTaken();
    expect(banner()).toHaveTextContent('not told by the server (the switch is refused)');
  });

  test('is noticed only by two refusals in a row', async () => {
    const app = await renderApp({ faults: 'auth:500' });
    for (let round = 0; round < 3; round += 1) {
      app.faults('auth:500,status:403');
      await app.pass(30);
      expect(badge()).toHaveTextContent(/^Unknown/);
      app.faults('auth:500');
      await app.pass(30);
      expect(badge()).toHaveTextContent(/^Disengaged/);
    }
  });

  test.each(['403-fail-closed', '403-no-rule', '403-tenant', '403-tenant-blocked', '404', '503'])(
    'is not concluded from %s',
    async (fault) => {
      const app = await renderApp({ faults: `auth:500,status:${fault}` });
      await app.pass(95, 5);
      expect(offered()).toBe(true);
      expect(stored()).toContain('"role":"ADMIN"');
      expect(stored()).toContain(SWITCH);
    },
  );

  test('does not replace a dialog that shows a refusal', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.setRole('admin', 'VIEWER');
    await app.pass(65);
    expect(toggleDialog('Engage')).toBeVisible();
    expect(reasonField()).toHaveValue('Half a thou');
    await app.click(screen.getByRole('button', { name: 'Cancel' }));
    await app.pass(30);
    expectTaken();
  });
});

describe('a role that is given back', () => {
  test('comes back when the person returns to the page', async () => {
    const app = await renderApp({ prepare: (backend) => backend.setRole('admin', 'VIEWER') });
    await returnTo(app);
    expectTaken();
    await app.backend.setRole('admin', 'SECURITY');
    await returnTo(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(banner()).toHaveTextContent('SECURITY');
    expect(stored()).toContain(SWITCH);
    expect(screen.queryByRole('region', { name: 'Role' })).not.toBeInTheDocument();
  });

  test('comes back when the person asks for it', async () => {
    const app = await renderApp({ prepare: (backend) => backend.setRole('admin', 'VIEWER') });
    await app.backend.setRole('admin', 'ADMIN');
    await app.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('comes back even when only the switch shows it', async () => {
    const app = await renderApp({
      faults: 'auth:500',
      prepare: (backend) => backend.setRole('admin', 'VIEWER'),
    });
    await app.pass(30);
    await returnTo(app);
    expectTaken();
    await app.backend.setRole('admin', 'ADMIN');
    await returnTo(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(banner()).toHaveTextContent('not told by the server (reads the switch)');
    app.faults('');
    await returnTo(app);
    expect(banner()).toHaveTextContent('ADMIN');
  });

  test('does not come back by /auth/me while the switch still refuses', async () => {
    const app = await renderApp({ faults: 'status:403' });
    expect(offered()).toBe(true);
    await app.pass(30);
    expectTaken();
    await returnTo(app);
    expectTaken();
    app.faults('');
    await returnTo(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(banner()).toHaveTextContent('ADMIN');
  });
});
