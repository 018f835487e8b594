import '../features/history/history-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { announced, badge, button, openAccount, openDialog, reasonField, SWITCH } from '../testing/find';
import { renderApp } from '../testing/render-app';

const NAME = 'Shortcuts and notifications';
const list = () => screen.queryByRole('dialog', { name: NAME });
const useKeys = () => screen.getByRole('switch', { name: 'Use these keys' });

describe('the key', () => {
  test('R does what Refresh does', async () => {
    const app = await renderApp();
    const before = app.sent('GET', SWITCH).length;
    await app.press('r');
    expect(app.sent('GET', SWITCH).length).toBeGreaterThan(before);
    expect(announced('polite')).toBe('Read again.');
  });

  test('/ leads to the search of the history, from every page', async () => {
    const app = await renderApp();
    await app.press('/');
    expect(window.location.pathname).toBe('/kill-switch/history');
    const search = document.activeElement;
    expect(search).toHaveAttribute('type', 'search');
    await app.press('/');
    expect(search).toHaveValue('/');
    button('Refresh').focus();
    await app.press('/');
    expect(search).toHaveFocus();
    expect(search).toHaveValue('/');
  });

  test('/ leads nobody to a history that is not theirs', async () => {
    const app = await renderApp({ as: 'viewer' });
    await app.press('/');
    expect(window.location.pathname).toBe('/kill-switch');
  });

  test('? shows what the keys do, as the button does', async () => {
    const app = await renderApp();
    await app.press('?');
    expect(list()).toHaveTextContent(/R\s*Refresh.*\/\s*Search.*\?\s*Show this list/);
    expect(list()).toHaveTextContent('No key engages or disengages.');
    await app.click(within(list() ?? document.body).getByRole('button', { name: 'Close' }));
    expect(list()).toBeNull();
    openAccount();
    await app.click(button(NAME));
    expect(list()).toBeVisible();
  });
});

describe('a key does nothing', () => {
  test('where a text is typed', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage');
    reasonField().focus();
    const before = app.sent('GET', SWITCH).length;
    await app.press('r/?');
    expect(reasonField()).toHaveValue('r/?');
    expect(list()).toBeNull();
    expect(app.sent('GET', SWITCH)).toHaveLength(before);
  });

  test('in a dialog', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage');
    button('Cancel').focus();
    await app.press('?/');
    expect(list()).toBeNull();
    expect(window.location.pathname).toBe('/kill-switch');
  });

  test.each(['{Control>}r{/Control}', '{Meta>}r{/Meta}', '{Alt>}r{/Alt}', '{Shift>}R{/Shift}'])(
    'together with another one: %s',
    async (keys) => {
      const app = await renderApp();
      const before = app.sent('GET', SWITCH).length;
      await app.press(keys);
      expect(app.sent('GET', SWITCH)).toHaveLength(before);
    },
  );

  test('after the person has turned the keys off, also after a reload', async () => {
    const app = await renderApp();
    await app.press('?');
    await app.click(useKeys());
    expect(useKeys()).not.toBeChecked();
    await app.click(button('Close'));
    await app.press('?');
    expect(list()).toBeNull();
    expect(JSON.stringify({ ...window.localStorage })).toContain('ksc.comforts');
    openAccount();
    await app.click(button(NAME));
    await app.click(useKeys());
    await app.click(button('Close'));
    await app.press('?');
    expect(list()).toBeVisible();
  });

  test('to a lever, whichever key it is [AEGIS-11]', async () => {
    const app = await renderApp();
    for (const key of 'abcdefghijklmnopqstuvwxyz0123456789.,;:+-*#!') await app.press(key);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(badge()).toBeVisible();
    expect(app.sent('POST', SWITCH)).toEqual([]);
  });
});

test('a key that is held works once', async () => {
  const app = await renderApp();
  const before = app.sent('GET', SWITCH).length;
  await app.press('{r>5}');
  expect(app.sent('GET', SWITCH)).toHaveLength(before + 1);
});
