import './features/history/history-page';
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { PersonaKey } from '../mocks/seeds/personas';
import { pages } from './app/pages';
import { paths } from './lib/paths';
import { badge } from './testing/find';
import { renderApp, type App } from './testing/render-app';

const addresses = Object.values(paths).filter((address) => address !== paths.home);
const heading = () => screen.getByRole('heading', { level: 1 });
const path = () => window.location.pathname;
const entry = (name: string) =>
  within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name });
const goBack = async (app: App) => {
  await app.happen(() => window.history.back());
  // jsdom goes back a moment later.
  await app.pass(1);
};

describe('the start address', () => {
  test('leads to the first page that the person may open [AEGIS-10]', async () => {
    await renderApp({ path: '/' });
    expect(heading()).toHaveTextContent('Kill Switch');
    expect(path()).toBe('/kill-switch');
  });

  test.each<[PersonaKey, string, string]>([
    ['security', '/kill-switch', 'Kill Switch'],
    ['auditor', '/kill-switch/history', 'Activation history'],
    ['viewer', '/kill-switch', 'No access'],
  ])('leads %s to %s (%s)', async (as, address, title) => {
    const app = await renderApp({ path: '/', as });
    // A page's code may still be loading.
    await app.happen(() => vi.dynamicImportSettled());
    expect(path()).toBe(address);
    expect(heading()).toHaveTextContent(title);
  });

  test('adds no entry to the browser’s history: Back leads to the page before it', async () => {
    const app = await renderApp({ path: '/nowhere' });
    const length = window.history.length;
    await app.click(screen.getByRole('link', { name: 'Go to the home page' }));
    expect(path()).toBe('/kill-switch');
    expect(window.history.length).toBe(length + 1);
    await goBack(app);
    expect(path()).toBe('/nowhere');
    expect(heading()).toHaveTextContent('Page not found');
  });
});

describe('a page of the console', () => {
  test('has a title, a place in the sidebar and a capability that it needs', () => {
    expect(Object.values(pages).map((page) => page.path)).toEqual(expect.arrayContaining(addresses));
  });

  test.each(addresses)('%s shows No access to a role without its capability', async (address) => {
    const app = await renderApp({ path: address, as: 'viewer' });
    expect(heading()).toHaveTextContent('No access');
    expect(document.title).toContain('No access');
    expect(path()).toBe(address);
    await app.pass(60);
    expect(app.sent('GET', '/decision')).toEqual([]);
    expect(app.sent('GET', '/audit')).toEqual([]);
  });

  test.each(Object.values(pages))(
    '$path has its title in the tab, and is marked in the sidebar',
    async (page) => {
      await renderApp({ path: page.path });
      expect(document.title).toMatch(new RegExp(`· ${page.title} ·`));
      const links = within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('link');
      const marked = links.filter((link) => link.getAttribute('aria-current') === 'page');
      expect(marked.map((link) => link.textContent)).toEqual([page.title]);
    },
  );

  test.each(['/nowhere', '/kill-switch/nothing'])(
    '%s does not exist, and the console says so and leads back',
    async (address) => {
      const app = await renderApp({ path: address });
      expect(heading()).toHaveTextContent('Page not found');
      expect(document.title).toContain('Page not found');
      await app.click(screen.getByRole('link', { name: 'Go to the home page' }));
      expect(heading()).toHaveTextContent('Kill Switch');
    },
  );

  test('is the same with a slash at the end', async () => {
    await renderApp({ path: '/kill-switch/' });
    expect(badge()).toBeVisible();
  });
});

describe('a link', () => {
  test('opens its page without a reload, and Back and Forward work', async () => {
    const app = await renderApp({ path: '/nowhere' });
    const asked = app.sent('GET', '/auth').length;
    // jsdom would report a navigation that it cannot do, and the report would fail this test.
    await app.click(entry('Kill Switch'));
    expect(path()).toBe('/kill-switch');
    expect(badge()).toHaveTextContent(/^Disengaged/);
    await goBack(app);
    expect(heading()).toHaveTextContent('Page not found');
    await app.happen(() => window.history.forward());
    await app.pass(1);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(app.sent('GET', '/auth')).toHaveLength(asked);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])(
    'is left to the browser with %o',
    async (how) => {
      await renderApp();
      let isTaken: boolean | undefined;
      const browser = (event: Event) => {
        isTaken = event.defaultPrevented;
        event.preventDefault();
      };
      document.addEventListener('click', browser, { once: true });
      fireEvent.click(entry('Recovery'), how);
      expect(isTaken).toBe(false);
      expect(path()).toBe('/kill-switch');
    },
  );
});
