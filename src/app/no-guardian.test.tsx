import '../features/recovery/recovery-page';
import '../features/safe-mode/safe-mode-page';
import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { tenants } from '../../mocks/seeds/personas';
import { announced, button } from '../testing/find';
import '../testing/recovery';
import { renderApp, type App } from '../testing/render-app';
import { recallGuardian, rememberGuardian } from '../guardian/presence';

const NONE = 'No Guardian answers on this server';
const GONE = 'There is no Guardian any more';
const TENANT = tenants.acme.id;
const banner = () => screen.queryByRole('region', { name: 'Safe Mode' });
const link = (name: string) => screen.queryByRole('link', { name });
const open = (app: App, path: string) => app.goTo(path);
const meta = (name: string) => () =>
  document.head.insertAdjacentHTML('beforeend', `<meta name="${name}" content="none" />`);

afterEach(() => window.localStorage.clear());

describe('a Guardian that never answered, on a server that says that nothing is there', () => {
  test.each(['guardian:404', 'guardian:403-no-rule'])('is reported in one calm line: %s', async (faults) => {
    const app = await renderApp({ path: '/safe-mode', faults });
    expect(screen.getByRole('heading', { level: 1, name: 'Safe Mode' })).toBeVisible();
    expect(screen.getByText(new RegExp(NONE))).toBeVisible();
    expect(screen.queryAllByRole('alert')).toEqual([]);
    expect(screen.queryByRole('table')).toBeNull();
    for (const name of ['Enter Safe Mode', 'Exit Safe Mode', GONE])
      expect(screen.queryByRole('button', { name })).toBeNull();
    for (const path of ['/kill-switch', '/kill-switch/history', '/recovery', '/safe-mode']) {
      await open(app, path);
      expect([path, banner()]).toEqual([path, null]);
    }
    // The last page that was opened is announced, and nothing of a mode.
    expect([announced('polite'), announced('assertive')]).toEqual(['Page: Safe Mode.', '']);
  });

  test('disables nothing', async () => {
    const app = await renderApp({ seed: { engaged: true }, faults: 'guardian:404' });
    expect(button('Disengage')).not.toHaveAttribute('aria-disabled');
    await app.pass(60);
    expect(button('Disengage')).not.toHaveAttribute('aria-disabled');
  });

  test('is asked again at most every 30 s, and its events not at all', async () => {
    const app = await renderApp({ path: '/safe-mode', faults: 'guardian:404' });
    const events = app.sent('GET', '/guardian/events').length;
    const before = app.sent('GET', '/guardian/status').length;
    await app.pass(120);
    expect(app.sent('GET', '/guardian/status').length - before).toBeLessThanOrEqual(4);
    expect(app.sent('GET', '/guardian/events')).toHaveLength(events);
  });

  test('stays calm when nobody can be reached for a while, and after a reload', async () => {
    const app = await renderApp({ path: '/kill-switch', faults: 'guardian:404' });
    app.faults('guardian:offline');
    await app.pass(35);
    expect(banner()).toBeNull();
    expect(recallGuardian(TENANT)).toBe('none');
  });

  test('is shown as soon as it answers', async () => {
    const app = await renderApp({ path: '/safe-mode', faults: 'guardian:404' });
    app.faults('');
    await app.pass(35);
    expect(screen.getByRole('status', { name: 'Guardian mode' })).toHaveTextContent('NORMAL');
    expect(recallGuardian(TENANT)).toBe('answered');
  });

  test('leaves host operations on the recovery page, and shows the Guardian’s steps on request', async () => {
    const app = await renderApp({ path: '/recovery', faults: 'guardian:404' });
    expect(screen.getByText(new RegExp(NONE))).toBeVisible();
    expect(screen.getByRole('region', { name: 'Host operations' })).toBeVisible();
    expect(screen.queryByText(/exacta-guardian|ProgramData/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Reset policy' })).toBeNull();
    await app.click(button('Show the recovery steps anyway'));
    expect(button('Reset policy')).toBeVisible();
  });

  test.each(['guardian:503', 'guardian:403', 'guardian:offline', 'guardian:html'])(
    'is Unknown when the answer is a different one: %s',
    async (faults) => {
      await renderApp({ path: '/kill-switch', faults });
      expect(banner()).toHaveTextContent('Safe Mode unknown');
    },
  );
});

describe('a Guardian that has answered before', () => {
  const gone = (as: 'admin' | 'security' = 'admin') =>
    renderApp({
      path: '/safe-mode',
      as,
      faults: 'guardian:404',
      prepare: () => rememberGuardian(TENANT, 'answered'),
    });

  test('stays an alarm, even after a reload, until a person says that it is gone', async () => {
    const app = await gone();
    expect(banner()).toHaveTextContent('Safe Mode unknown');
    await app.click(button(GONE));
    const dialog = screen.getByRole('dialog', { name: GONE });
    await app.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(banner()).toHaveTextContent('Safe Mode unknown');
    expect(recallGuardian(TENANT)).toBe('answered');

    await app.click(button(GONE));
    await app.click(within(screen.getByRole('dialog')).getByRole('button', { name: GONE }));
    expect(banner()).toBeNull();
    expect(screen.getByText(new RegExp(NONE))).toBeVisible();
    expect(recallGuardian(TENANT)).toBe('none');
    expect(app.sent('POST', '/guardian')).toEqual([]);
  });

  test('stays an alarm in the tab that read it, and can be forgotten there, too', async () => {
    const app = await renderApp({ path: '/safe-mode' });
    app.faults('guardian:403-no-rule');
    await app.pass(35);
    expect(banner()).toHaveTextContent('last confirmed NORMAL');
    await app.click(button(GONE));
    await app.click(within(screen.getByRole('dialog')).getByRole('button', { name: GONE }));
    expect(banner()).toBeNull();
    await app.pass(60);
    expect(banner()).toBeNull();
  });

  test('can be declared gone only by those who may recover', async () => {
    await gone('security');
    expect(banner()).toHaveTextContent('Safe Mode unknown');
    expect(screen.queryByRole('button', { name: GONE })).toBeNull();
    expect(screen.getByText('Only ADMIN may say that.')).toBeVisible();
  });

  test('cannot be declared gone while it only cannot be reached', async () => {
    const app = await renderApp({ path: '/safe-mode' });
    app.faults('guardian:503');
    await app.pass(35);
    expect(banner()).toHaveTextContent('Safe Mode unknown');
    expect(screen.queryByRole('button', { name: GONE })).toBeNull();
  });
});

describe('<meta name="guardian" content="none">', () => {
  test('removes banner, page, links and commands, and sends no request', async () => {
    const app = await renderApp({ path: '/kill-switch', faults: 'guardian:503', prepare: meta('guardian') });
    expect(banner()).toBeNull();
    expect(link('Safe Mode')).toBeNull();
    expect(link('Recovery')).not.toBeNull();
    await open(app, '/safe-mode');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Page not found');
    await open(app, '/recovery');
    expect(screen.getByRole('region', { name: 'Host operations' })).toBeVisible();
    expect(document.querySelector('main')).not.toHaveTextContent(/guardian|KILL file|ProgramData/i);
    await app.pass(60);
    expect(app.sent('GET', '/guardian')).toEqual([]);
  });

  test('disables no lever, even if a Guardian answered before', async () => {
    await renderApp({ seed: { engaged: true }, prepare: meta('guardian') });
    expect(button('Disengage')).not.toHaveAttribute('aria-disabled');
  });
});
