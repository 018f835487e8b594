import { screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { badge, button, openDialog, reasonField, send, sendButton } from '../testing/find';
import { renderApp } from '../testing/render-app';
import { clearDraftsOf, setDraft, useDrafts } from './drafts';

describe('a typed reason', () => {
  test('survives closing the dialog, by Cancel and by Escape', async () => {
    const app = await renderApp();
    const dialog = await openDialog(app, 'Engage', 'Half a thou');
    await app.click(button('Cancel'));
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('Half a thou');
    // The event that a browser fires for Escape.
    await app.happen(() =>
      screen.getByRole('dialog').dispatchEvent(new Event('cancel', { cancelable: true })),
    );
    expect(dialog).not.toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('Half a thou');
  });

  test('that dictation put into the field without an event is sent', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage');
    Object.assign(reasonField(), { value: 'Spoken, not typed' });
    await app.pass(3, 1);
    expect(reasonField()).toHaveValue('Spoken, not typed');
    // At once: the page has had no time to read the field.
    Object.assign(reasonField(), { value: 'Spoken, to the end' });
    await app.happen(() => sendButton()?.click());
    expect(badge()).toHaveTextContent(/^Engaged.*Spoken, to the end/);
  });

  test('that was put there without an event survives closing the dialog', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage');
    Object.assign(reasonField(), { value: 'Spoken, not typed' });
    await app.happen(() => button('Cancel').click());
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('Spoken, not typed');
  });

  test('is kept in the tab over a reload', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    expect(Object.values({ ...window.sessionStorage }).join()).toContain('Half a thou');
    expect(Object.values({ ...window.localStorage }).join()).not.toContain('Half a thou');
    await app.click(button('Cancel'));
  });

  test('survives leaving the page', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.click(button('Cancel'));
    await app.goTo('/nowhere');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Page not found');
    await app.click(screen.getByRole('link', { name: 'Kill Switch' }));
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('Half a thou');
  });

  test('belongs to one lever and never appears in the other dialog', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Why I engage');
    await app.click(button('Cancel'));
    await app.elsewhere('security', 'engage', 'Faster');
    await app.click(button('Refresh'));
    await app.click(button('Disengage'));
    expect(reasonField()).toHaveValue('');
  });

  test('is in no address, no cookie, no log and no storage that outlives the tab', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.click(button('Cancel'));
    expect(JSON.stringify({ ...window.localStorage })).not.toContain('Half a thou');
    expect(document.cookie).toBe('');
    expect(window.location.href).not.toContain('Half');
    expect(
      app
        .sent('GET', '/')
        .map(({ path }) => decodeURIComponent(path))
        .join(),
    ).not.toContain('Half');
  });

  test('is removed once the server has accepted it', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Done with');
    await send(app);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(JSON.stringify({ ...window.sessionStorage })).not.toContain('Done with');
  });
});

describe('after a sign-in that left the page', () => {
  test.each([
    ['the typed text is there again', '{"state":{"a":"typed"},"version":0}', { a: 'typed' }],
    [
      'a value that is not text is no draft',
      '{"state":{"a":"typed","b":7,"c":null}}',
      { a: 'typed', b: '', c: '' },
    ],
    ['broken JSON is no draft', '{"state":{"a":', {}],
    ['null is no draft', 'null', {}],
    ['a number is no draft', '7', {}],
    ['a state without drafts is no draft', '{"state":"a"}', {}],
  ])('%s', async (_, kept, drafts) => {
    window.sessionStorage.setItem('ksc.drafts', kept);
    vi.resetModules();
    const reloaded = await import('./drafts');
    expect(reloaded.useDrafts.getState()).toEqual(drafts);
  });

  test('a blocked storage costs the draft only at a reload', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    setDraft('a engage', 'typed');
    expect(useDrafts.getState()).toEqual({ 'a engage': 'typed' });
    clearDraftsOf('a');
    expect(useDrafts.getState()).toEqual({});
  });
});
