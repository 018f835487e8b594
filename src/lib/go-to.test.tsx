import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { badge } from '../testing/find';
import { renderApp } from '../testing/render-app';
import { pathOfClick } from './go-to';

/** The path that a click on this link would open, as the page's own listener sees it. */
function pathOf(html: string, init: MouseEventInit = {}, prevent = false) {
  document.body.innerHTML = html;
  let path: string | null | undefined;
  const target = document.querySelector('[data-here], a, button') ?? document.body;
  if (prevent) target.addEventListener('click', (event) => event.preventDefault());
  document.addEventListener(
    'click',
    (event) => {
      path = pathOfClick(event);
      event.preventDefault();
    },
    { once: true },
  );
  fireEvent.click(target, init);
  return path;
}

afterEach(() => document.body.replaceChildren());

describe('a click opens a page of this app', () => {
  test.each([
    ['<a href="/kill-switch">x</a>', '/kill-switch'],
    ['<a href="/kill-switch?a=b#c">x</a>', '/kill-switch?a=b#c'],
    ['<a href="http://localhost:3000/">x</a>', '/'],
    ['<a href="/kill-switch"><b data-here>inside</b></a>', '/kill-switch'],
    ['<a href="/kill-switch"><svg data-here></svg></a>', '/kill-switch'],
  ])('%s', (html, path) => {
    expect(pathOf(html)).toBe(path);
  });

  test.each([
    ['another origin', '<a href="https://evil.example/kill-switch">x</a>'],
    ['another port', '<a href="http://localhost:3001/kill-switch">x</a>'],
    ['another scheme', '<a href="mailto:ops@acme.example">x</a>'],
    ['single sign-on at the same origin', '<a href="/auth/sso/okta?tenant_id=1">x</a>'],
    ['a place on this page', '<a href="#main">x</a>'],
    ['a download', '<a href="/file.csv" download="file.csv">x</a>'],
    ['another window', '<a href="/kill-switch" target="_blank">x</a>'],
    ['no address', '<a>x</a>'],
    ['no link', '<button>x</button>'],
  ])('but not %s', (_, html) => {
    expect(pathOf(html)).toBeNull();
  });

  test.each(['metaKey', 'ctrlKey', 'shiftKey', 'altKey'])('but not with %s held', (key) => {
    expect(pathOf('<a href="/kill-switch">x</a>', { [key]: true })).toBeNull();
  });

  test('but not with another button than the first', () => {
    expect(pathOf('<a href="/kill-switch">x</a>', { button: 1 })).toBeNull();
  });

  test('but not when somebody else has dealt with the click', () => {
    expect(pathOf('<a href="/kill-switch">x</a>', {}, true)).toBeNull();
  });
});

test.each([
  ['/console/kill-switch', '/kill-switch'],
  ['/console', '/'],
  ['/console/', '/'],
  ['/consoles/kill-switch', null],
  ['/kill-switch', null],
])('under a sub-path, %s is %s', async (href, path) => {
  vi.stubEnv('BASE_URL', '/console/');
  vi.resetModules();
  const paths = await import('./paths');
  expect(paths.pathOf(new URL(href, 'http://a.example'), 'http://a.example')).toBe(path);
  expect(paths.hrefOf('/kill-switch')).toBe('/console/kill-switch');
});

test('links are followed without a reload, back and forward work, and what was read is kept', async () => {
  const app = await renderApp({ path: '/nowhere' });
  const loaded = window.performance.timeOrigin;
  // jsdom would complain of a navigation that it cannot do, and the complaint would fail this test.
  await app.click(screen.getByRole('link', { name: 'Kill Switch' }));
  expect(window.location.pathname).toBe('/kill-switch');
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(window.performance.timeOrigin).toBe(loaded);
  await app.happen(() => window.history.back());
  await app.pass(1);
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Page not found');
});
