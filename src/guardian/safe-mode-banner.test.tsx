import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import type { PersonaKey } from '../../mocks/seeds/personas';
import { paths } from '../lib/paths';
import { announced, badge, button } from '../testing/find';
import { answerWith, renderApp } from '../testing/render-app';

const banner = () => screen.queryByRole('region', { name: 'Safe Mode' });
const guardianSays = (data: unknown) =>
  answerWith(
    http.get('*/guardian/status', () => HttpResponse.json({ success: true, data, error: null, meta: null })),
  );
const SAFE = { mode: 'SAFE', host: 'agents-01', since: '2026-11-21T08:58:00Z' };

test('in NORMAL there is no banner, but a quiet line that leads to the page of Safe Mode', async () => {
  await renderApp();
  expect(banner()).toHaveTextContent(/^Safe Mode is off\.$/);
  expect(within(screen.getByRole('region', { name: 'Safe Mode' })).getByRole('link')).toHaveAttribute(
    'href',
    '/safe-mode',
  );
});

describe.each<PersonaKey>(['admin', 'security', 'auditor', 'viewer'])('for %s', (as) => {
  test('the banner appears with the mode, shows host and start, and disappears with it [F7-104]', async () => {
    const app = await renderApp({ as, path: '/' });
    guardianSays(SAFE);
    await app.pass(30);
    expect(banner()).toHaveTextContent(
      /SAFE MODE.*Mode SAFE on host agents-01 since.*2026-11-21 08:58:00 UTC/,
    );
    expect(announced('assertive')).toContain('SAFE MODE. Mode SAFE.');
    guardianSays({ ...SAFE, mode: 'OPERATOR_OVERRIDE' });
    await app.pass(5);
    expect(banner()).toHaveTextContent('Mode OPERATOR OVERRIDE');
    guardianSays({ ...SAFE, mode: 'NORMAL' });
    await app.pass(5);
    if (as === 'viewer') expect(banner()).toBeNull();
    else expect(banner()).toHaveTextContent(/^Safe Mode is off\.$/);
    expect(announced('assertive')).toContain('Guardian mode NORMAL.');
  });

  test.each([...Object.values(paths), '/nowhere'])(
    'the banner stands on %s, whatever is there, and cannot be dismissed [F7-27, F7-104]',
    async (path) => {
      await renderApp({ path, as, prepare: () => guardianSays({ ...SAFE, mode: 'OPERATOR_OVERRIDE' }) });
      expect(banner()).toHaveTextContent(/SAFE MODE.*Mode OPERATOR OVERRIDE on host/);
      expect(banner()?.querySelector('button')).toBeNull();
    },
  );
});

test('the banner cannot be dismissed, and links to its page only for those who may open it [F7-104]', async () => {
  const app = await renderApp();
  guardianSays(SAFE);
  await app.pass(30);
  expect(banner()?.querySelector('button')).toBeNull();
  await app.click(screen.getByRole('link', { name: 'Why, and what to do' }));
  // The page is a separate chunk, and `findBy` waits on the fake clock.
  await app.happen(() => vi.dynamicImportSettled());
  expect(screen.getByRole('heading', { level: 1, name: 'Safe Mode' })).toBeVisible();
  expect(banner()).toBeVisible();
});

test('the banner does not lead a VIEWER to a page that refuses them', async () => {
  const app = await renderApp({ as: 'viewer', path: '/' });
  guardianSays(SAFE);
  await app.pass(30);
  expect(screen.queryByRole('link', { name: 'Why, and what to do' })).toBeNull();
});

describe('when the mode is not known', () => {
  test.each([
    ['a failure', HttpResponse.json({ detail: 'down' }, { status: 503 })],
    ['an unknown mode', HttpResponse.json({ success: true, data: { ...SAFE, mode: 'FINE' }, error: null })],
    ['a status without a host', HttpResponse.json({ success: true, data: { mode: 'NORMAL' }, error: null })],
  ])('after %s the banner is amber, and shows what was last known', async (_, answer) => {
    const app = await renderApp();
    answerWith(http.get('*/guardian/status', () => answer.clone()));
    await app.pass(30);
    expect(banner()).toHaveTextContent(
      /Safe Mode unknown: the Guardian cannot be read.*Its mode was last confirmed NORMAL 30 s ago\./,
    );
    expect(banner()).not.toHaveTextContent('SAFE MODE');
    expect(announced('assertive')).toContain('Safe Mode unknown.');
  });

  test('because a NORMAL contradicts its own status, the banner is amber on every page and for a screen reader', async () => {
    const app = await renderApp();
    guardianSays({ ...SAFE, mode: 'NORMAL', entry_conditions: [{ code: 'registry', active: true }] });
    await app.pass(30);
    expect(banner()).toHaveTextContent(/Safe Mode unknown: the Guardian contradicts itself/);
    expect(banner()).not.toHaveTextContent('SAFE MODE');
    expect(announced('assertive')).toContain('Safe Mode unknown.');
    guardianSays({ ...SAFE, mode: 'NORMAL' });
    await app.pass(30);
    expect(banner()).toHaveTextContent(/^Safe Mode is off\.$/);
    expect(announced('assertive')).toContain('Guardian mode NORMAL.');
  });

  test('because an answer grew old, the banner no longer shows it as current', async () => {
    const app = await renderApp();
    app.faults('guardian:hang');
    await app.pass(50);
    expect(banner()).toHaveTextContent(/Safe Mode unknown/);
  });
});

describe('while the host is in Safe Mode', () => {
  const engaged = {
    prepare: (backend: { toggleAs: (...args: ['admin', 'engage', string]) => unknown }) =>
      backend.toggleAs('admin', 'engage', 'Drill'),
  };

  test('Disengage is disabled and says so; Engage stays', async () => {
    const app = await renderApp();
    guardianSays(SAFE);
    await app.pass(30);
    expect(button('Disengage')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Disengage')).toHaveAccessibleDescription(/^Disabled in Safe Mode/);
    expect(button('Engage')).not.toHaveAttribute('aria-disabled');
  });

  test('an open Disengage dialog cannot send any more, even when the Guardian falls silent', async () => {
    const app = await renderApp(engaged);
    await app.click(button('Disengage'));
    guardianSays(SAFE);
    await app.pass(30);
    expect(button('Disengage kill switch')).toHaveAccessibleDescription(/^Disabled in Safe Mode/);
    answerWith(http.get('*/guardian/status', () => HttpResponse.error()));
    await app.pass(30);
    expect(button('Disengage kill switch')).toHaveAccessibleDescription(/^Disabled in Safe Mode/);
    await app.click(button('Disengage kill switch'));
    expect(app.sent('DELETE', '/decision')).toEqual([]);
  });
});

test('the lever comes first: the Guardian is asked after the switch has answered', async () => {
  const app = await renderApp({ faults: 'status:hang' });
  expect(app.sent('GET', '/guardian')).toEqual([]);
  expect(badge()).toHaveTextContent(/^Checking/);
  await app.pass(10);
  expect(badge()).toHaveTextContent(/^Unknown/);
  expect(app.sent('GET', '/guardian')).not.toEqual([]);
});
