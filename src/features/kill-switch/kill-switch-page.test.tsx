import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { badge, button, historyPanel } from '../../testing/find';
import { renderApp } from '../../testing/render-app';

/** Whether `first` is before `second` on the page. */
const precedes = (first: Element, second: Element) =>
  Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);

test.each(['/kill-switch/history', '/safe-mode', '/recovery'])(
  'the switch has its levers on its own page only, and not on %s [AEGIS-01]',
  async (path) => {
    const levers = () => screen.queryAllByRole('button', { name: /^(Engage|Disengage)$/ });
    const app = await renderApp({ path });
    expect(levers()).toEqual([]);
    await app.goTo('/kill-switch');
    expect(levers()).toHaveLength(2);
  },
);

test('the badge comes first, right after the heading [AEGIS-16]', async () => {
  await renderApp();
  expect(precedes(screen.getByRole('heading', { level: 1, name: 'Kill Switch' }), badge())).toBe(true);
  expect(precedes(badge(), button('Engage'))).toBe(true);
});

test('the activation history is the last panel of the page, also in an outage [AEGIS-25]', async () => {
  await renderApp({ faults: 'status:503' });
  const regions = [...screen.getByRole('main').querySelectorAll('section')];
  expect(regions.length).toBeGreaterThan(1);
  expect(regions.at(-1)).toBe(historyPanel());
  const more = screen.getByRole('link', { name: 'Full history, export and verification' });
  expect(more).toHaveAttribute('href', '/kill-switch/history');
});

test('no key opens a dialog or sends a toggle by itself, and no hint says that one does [AEGIS-11]', async () => {
  const app = await renderApp();
  // The key ? opens the list of the keys, and has a test of its own.
  await app.press('{Control>}e{/Control}{Alt>}e{/Alt}{Meta>}e{/Meta}{F1}');
  for (const key of 'eEdDkKrR') await app.press(key);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(app.sent('POST', '/decision')).toEqual([]);
  expect(document.querySelector('[accesskey], [aria-keyshortcuts], kbd')).toBeNull();
});
