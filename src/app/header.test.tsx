import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { personas, tenants } from '../../mocks/seeds/personas';
import { announced, badge, button, openAccount, signInAs, tabIcon } from '../testing/find';
import { renderApp } from '../testing/render-app';

const facts = () => {
  openAccount();
  const terms = screen.getAllByRole('term').map((term) => term.textContent);
  const values = screen.getAllByRole('definition').map((value) => value.textContent);
  return Object.fromEntries(terms.map((term, index) => [term, values[index]]));
};

test('the header names the tenant, the person and their role, and its menu has all of it', async () => {
  const app = await renderApp();
  const header = screen.getByRole('banner');
  expect(within(header).getByText('acme')).toBeVisible();
  expect(within(header).getByText('ac3e…e9f0')).toHaveAttribute('title', tenants.acme.id);
  expect(button('Account: Ada Admin ADMIN')).toBeVisible();
  await app.click(button('Copy tenant ID'));
  expect(await navigator.clipboard.readText()).toBe(tenants.acme.id);
  expect(facts()).toEqual({
    Tenant: `acme (${tenants.acme.id})`,
    'Signed in': `Ada Admin, ${personas.admin.email}`,
    Role: 'ADMIN',
  });
});

describe('the age of the data', () => {
  test('grows, and Refresh renews it', async () => {
    const app = await renderApp();
    await app.pass(7);
    expect(screen.getByText('checked 7 s ago')).toBeVisible();
    await app.click(button('Refresh'));
    expect(screen.getByText('checked 0 s ago')).toBeVisible();
    expect(announced('polite')).toBe('Read again.');
  });

  test('stays while Refresh reads, which the button says, and it reads once', async () => {
    const app = await renderApp();
    app.faults('status:slow');
    await app.click(button('Refresh'));
    expect(button('Refresh')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Refresh')).toHaveAccessibleDescription('Reading…');
    expect(screen.getByText(/^checked .* ago$/)).toBeVisible();
    const { length } = app.sent('GET', '/decision');
    await app.click(button('Refresh'));
    expect(app.sent('GET', '/decision')).toHaveLength(length);
    await app.pass(3);
    expect(button('Refresh')).not.toHaveAttribute('aria-disabled');
    expect(button('Refresh')).not.toHaveAccessibleDescription('Reading…');
  });

  test('is not renewed by a Refresh that fails', async () => {
    const app = await renderApp();
    app.faults('status:500');
    await app.click(button('Refresh'));
    expect(announced('polite')).toBe('Reading again failed.');
  });
});

describe('the theme', () => {
  const choice = () => screen.getByRole('combobox', { name: 'Theme' });

  test('is the system’s unless the person chooses one, which applies at once and is kept', async () => {
    const app = await renderApp();
    openAccount();
    expect(choice()).toHaveValue('system');
    expect(document.documentElement).not.toHaveAttribute('data-theme');
    await app.user.selectOptions(choice(), 'Dark');
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
    expect(window.localStorage.getItem('ksc.theme')).toContain('dark');
    await app.user.selectOptions(choice(), 'Light');
    expect(document.documentElement).toHaveAttribute('data-theme', 'light');
    await app.user.selectOptions(choice(), 'System');
    expect(document.documentElement).not.toHaveAttribute('data-theme');
  });

  test.each([
    ['{"state":{"theme":"dark"},"version":0}', 'dark'],
    ['{"state":{"theme":"light"},"version":0}', 'light'],
    ['{"state":{"theme":"hot-dog-stand"},"version":0}', null],
    ['hot-dog-stand', null],
  ])('that was stored as %s is used', async (kept, applied) => {
    window.localStorage.setItem('ksc.theme', kept);
    vi.resetModules();
    const { applyTheme } = await import('../stores/theme');
    applyTheme();
    expect(document.documentElement.dataset['theme'] ?? null).toBe(applied);
  });
});

describe('the tab', () => {
  test('shows the state in title and icon, in its own words, shape and colour', async () => {
    const app = await renderApp({ faults: 'status:slow' });
    expect(document.title).toBe('Checking… · Kill Switch · Kill Switch Console');
    const seen = [tabIcon()];
    app.faults('');
    await app.pass(3);
    expect(document.title).toBe('Disengaged · Kill Switch · Kill Switch Console');
    seen.push(tabIcon());
    await app.elsewhere('security', 'engage', 'Runaway agent');
    await app.click(button('Refresh'));
    expect(document.title).toBe('ENGAGED · Kill Switch · Kill Switch Console');
    seen.push(tabIcon());
    app.faults('status:503');
    await app.click(button('Refresh'));
    expect(document.title).toBe('Unknown · Kill Switch · Kill Switch Console');
    seen.push(tabIcon());
    expect(new Set(seen).size).toBe(4);
    expect(new Set(seen.map((svg) => / d="(.*?)"/.exec(svg)?.[1])).size).toBe(4);
    expect(new Set(seen.map((svg) => /fill="(.*?)"/.exec(svg)?.[1])).size).toBe(4);
  });

  test('shows no state to a person who may not see it', async () => {
    await renderApp({ as: 'viewer', seed: { engaged: true } });
    expect(document.title).toBe('No access · Kill Switch Console');
  });
});

describe('screen readers', () => {
  test('are told each state once: the first politely, a change assertively', async () => {
    const app = await renderApp({ faults: 'status:slow' });
    expect(announced('polite')).toBe('');
    app.faults('');
    await app.pass(3);
    expect([announced('polite'), announced('assertive')]).toEqual(['Kill switch disengaged.', '']);
    await app.pass(60, 10);
    expect([announced('polite'), announced('assertive')]).toEqual(['Kill switch disengaged.', '']);
    await app.elsewhere('security', 'engage', 'Runaway agent');
    await app.pass(30, 10);
    expect(announced('assertive')).toBe('Kill switch engaged.');
    app.faults('status:503');
    await app.pass(30, 10);
    expect(announced('assertive')).toBe('Kill switch state unknown.');
    app.faults('');
    await app.pass(10, 5);
    expect(announced('assertive')).toBe('Kill switch engaged.');
  });

  test('hear from regions that exist before there is anything to say', async () => {
    await renderApp({ as: null });
    expect(document.querySelectorAll('[aria-live="polite"], [aria-live="assertive"]')).toHaveLength(2);
  });

  test('are told nothing for a viewer', async () => {
    const app = await renderApp({ as: 'viewer', seed: { engaged: true } });
    await app.pass(30, 10);
    expect([announced('polite'), announced('assertive')]).toEqual(['', '']);
  });
});

test('after a sign-in on the page the state is shown at once', async () => {
  const app = await renderApp({ as: null });
  await signInAs(app, personas.security);
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(facts()['Role']).toBe('SECURITY');
});
