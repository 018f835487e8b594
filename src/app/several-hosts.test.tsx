import '../features/recovery/recovery-page';
import '../features/safe-mode/safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../mocks/backend';
import { hostOf } from '../../mocks/host/host';
import { enterSafeMode } from '../../mocks/host/other-operator';
import { tenants } from '../../mocks/seeds/personas';
import { button, reasonField } from '../testing/find';
import { modeBadge, openModeDialog, reads, sendMode } from '../testing/find-guardian';
import { answerWith, renderApp, type App } from '../testing/render-app';

const FIRST = tenants.acme.host;
const at = (page: string, host: string) => `/${page}?host=${host}`;
const three = (backend: Backend) => backend.host.addHosts('agents-07', 'agents-09');
const entersSafeMode = (backend: Backend, name: string) =>
  backend.run((db) =>
    enterSafeMode(hostOf(db, tenants.acme.id, name).guardian, {
      operator: 'ada@acme.example',
      reason: 'Mine',
      at: backend.clock(),
    }),
  );
const rail = () => screen.getByRole('region', { name: 'Safe Mode' });
const list = () => screen.queryByRole('navigation', { name: 'Hosts' });
const rows = () => within(screen.getByRole('navigation', { name: 'Hosts' })).getAllByRole('link');
const row = (name: string) =>
  within(screen.getByRole('navigation', { name: 'Hosts' })).getByRole('link', {
    name: new RegExp(`^${name}`),
  });
const paths = (app: App, method: string, under = '/guardian') =>
  app.sent(method, under).map(({ path }) => path);

describe('with one host', () => {
  test.each(['/kill-switch', '/safe-mode', '/recovery'])(
    '%s asks for no list, and names no host to the server',
    async (path) => {
      const app = await renderApp({ path });
      await app.pass(60);
      expect(paths(app, 'GET').filter((sent) => /hosts|host=/.test(sent))).toEqual([]);
      expect(list()).toBeNull();
      expect(rail()).toHaveTextContent(/^Safe Mode is off\.$/);
    },
  );
});

describe('with three hosts, every page', () => {
  test('says that Safe Mode is off only while all of them are known to be NORMAL', async () => {
    const app = await renderApp({ prepare: three });
    expect(rail()).toHaveTextContent('Safe Mode is off on all 3 hosts.');
    await app.backend.host.setSilent(true, 'agents-09');
    await app.pass(50);
    expect(rail()).toHaveTextContent('Safe Mode unknown');
    expect(rail()).toHaveTextContent('Host agents-09 silent since');
    expect(rail()).toHaveTextContent('1 of 3 hosts are not known to be NORMAL');
    expect(rail().querySelector('.text-clear')).toBeNull();
  });

  test('tells the worst of them by name, how many are not NORMAL, and asks every 5 s', async () => {
    const app = await renderApp({
      prepare: async (backend) => {
        await three(backend);
        await backend.host.setSilent(true, 'agents-09');
        await entersSafeMode(backend, 'agents-07');
      },
    });
    expect(rail()).toHaveTextContent('Mode SAFE on host agents-07');
    expect(rail()).toHaveTextContent('1 of 3 hosts are not known to be NORMAL');
    const before = paths(app, 'GET', '/guardian/hosts').length;
    await app.pass(20);
    expect(paths(app, 'GET', '/guardian/hosts').length).toBe(before + 4);
    expect(rail()).toHaveTextContent('2 of 3 hosts are not known to be NORMAL');
  });

  test('is not green when the list itself cannot be read', async () => {
    const app = await renderApp({ prepare: three });
    answerWith(http.get('*/guardian/hosts', () => HttpResponse.json({}, { status: 503 })));
    await app.pass(60);
    expect(rail()).toHaveTextContent('Safe Mode unknown');
  });
});

describe.each(['safe-mode', 'recovery'])('with three hosts, /%s', (page) => {
  test('shows the list and nothing of a host until one is chosen', async () => {
    const app = await renderApp({
      path: `/${page}`,
      prepare: async (backend) => {
        await three(backend);
        await entersSafeMode(backend, 'agents-07');
        await backend.host.setSilent(true, 'agents-09');
      },
    });
    await app.pass(20);
    expect(rows().map((link) => link.textContent)).toEqual([
      expect.stringMatching(new RegExp(`^${FIRST}NORMALsince .*Job Object, on windows$`)),
      expect.stringMatching(/^agents-07SAFEsince /),
      expect.stringMatching(/^agents-09Unknown, NORMAL beforesilent since /),
    ]);
    const main = screen.getByRole('main');
    expect(main).toHaveTextContent('Choose a host.');
    expect(within(main).queryAllByRole('button')).toEqual([]);
    // Before the first status, the page is that of the only host.
    const early = paths(app, 'GET').filter((path) => /host=|events|exit/.test(path));
    expect(early.slice(1)).toEqual([]);
    await app.click(row('agents-07'));
    expect(row('agents-07')).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('main')).toHaveTextContent('SAFE');
    expect(window.location.search).toBe('?host=agents-07');
  });

  test('says so when the server knows no host with the name', async () => {
    await renderApp({ path: at(page, 'gone'), prepare: three });
    expect(screen.getByRole('alert')).toHaveTextContent('The server knows no host with this name');
    expect(rows()).toHaveLength(3);
    expect(within(screen.getByRole('main')).queryAllByRole('button')).toEqual([]);
  });
});

test('a name that the only host does not have is said, and nothing of that host is shown', async () => {
  await renderApp({ path: at('safe-mode', 'gone') });
  expect(screen.getByRole('alert')).toHaveTextContent('The server knows no host with this name');
  expect(within(screen.getByRole('main')).queryAllByRole('button')).toEqual([]);
});

test('an action goes to the host of its page only, and the page reads that host only', async () => {
  const app = await renderApp({ path: at('safe-mode', 'agents-07'), prepare: three });
  await openModeDialog(app, 'Enter', 'Only this host');
  await sendMode(app);
  await app.pass(5);
  expect(paths(app, 'POST')).toEqual(['/guardian/safe-mode/enter?host=agents-07']);
  expect(modeBadge()).toHaveTextContent(/^SAFE/);
  expect(rail()).toHaveTextContent('Mode SAFE on host agents-07');
  expect(paths(app, 'GET').filter((path) => path.includes('host='))).not.toContainEqual(
    expect.stringMatching(/host=(?!agents-07$)/),
  );
});

test('what a host itself says counts at once where the list still says NORMAL (law 1)', async () => {
  await renderApp({
    path: at('safe-mode', 'agents-07'),
    prepare: async (backend) => {
      await three(backend);
      const names = [FIRST, 'agents-07', 'agents-09'];
      const seen = { mode: 'NORMAL', last_seen_at: new Date(backend.clock()).toISOString() };
      answerWith(
        reads(
          'hosts',
          { items: names.map((name) => ({ name, ...seen })) },
          { Date: new Date(backend.clock()).toUTCString() },
        ),
      );
      await entersSafeMode(backend, 'agents-07');
    },
  });
  expect(rail()).toHaveTextContent('Mode SAFE on host agents-07');
});

test('a dialog ends with the page of its host, and its reason is kept for that host only (law 5)', async () => {
  const app = await renderApp({ path: at('safe-mode', 'agents-07'), prepare: three });
  await openModeDialog(app, 'Enter', 'Meant for 07');
  await app.goTo(at('safe-mode', 'agents-09'));
  expect(screen.queryByRole('dialog')).toBeNull();
  await openModeDialog(app, 'Enter');
  expect(reasonField()).toHaveValue('');
  await app.goTo(at('safe-mode', 'agents-07'));
  await openModeDialog(app, 'Enter');
  expect(reasonField()).toHaveValue('Meant for 07');
});

test('a status of another host than the named one is never shown as that host’s', async () => {
  await renderApp({
    path: at('safe-mode', 'agents-07'),
    prepare: async (backend) => {
      await three(backend);
      answerWith(
        http.get('*/guardian/status', ({ request }) =>
          request.url.includes('host=')
            ? HttpResponse.json({ success: true, data: { mode: 'NORMAL', host: 'agents-09' } })
            : undefined,
        ),
      );
    },
  });
  expect(modeBadge()).toHaveTextContent(/^Unknown/);
  expect(modeBadge()).toHaveTextContent('The answer was about another host');
});

test('the links between the pages stay with the host', async () => {
  const app = await renderApp({ path: at('recovery', 'agents-07'), prepare: three });
  await app.click(screen.getByRole('link', { name: 'Guardian status' }));
  expect(window.location.pathname + window.location.search).toBe(at('safe-mode', 'agents-07'));
  expect(button('Enter Safe Mode')).toBeEnabled();
});
