import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../../mocks/faults/fault-names';
import { personas } from '../../../mocks/seeds/personas';
import { badge, button, field, outageCard, signInAs, signInHeading } from '../../testing/find';
import { renderApp } from '../../testing/render-app';

const ada = personas.admin;
const alerts = () => screen.getAllByRole('alert').map((alert) => alert.textContent);

describe('the form explains in words, with what to quote,', () => {
  test('a wrong password, with the typed values kept and the focus on the password', async () => {
    const app = await renderApp({ as: null });
    await signInAs(app, { ...ada, password: 'wrong' });
    expect(alerts()[0]).toMatch(
      /^Email, password or tenant ID is wrong.*Invalid credentials.*locked.*For support: HTTP 401/,
    );
    expect(field('Email')).toHaveValue(ada.email);
    expect(field('Password')).toHaveFocus();
    expect(outageCard()).not.toBeInTheDocument();
    await signInAs(app, { password: ada.password });
    expect(badge()).toBeVisible();
  });

  test('an account that is locked', async () => {
    const app = await renderApp({ as: null });
    for (const _ of Array.from({ length: 6 })) await signInAs(app, { ...ada, password: 'wrong' });
    expect(alerts()[0]).toMatch(/^The account is locked after too many failed attempts.*locked for 60s/);
    expect(screen.getByText('Try again in 60 s.')).toBeVisible();
    await app.pass(20, 10);
    expect(screen.getByText('Try again in 40 s.')).toBeVisible();
    expect(button('Sign in')).toBeEnabled();
    await app.pass(40, 10);
    expect(screen.getByText('You can try again now.')).toBeVisible();
    expect(outageCard()).not.toBeInTheDocument();
  });

  test.each<[FaultName | '', boolean]>([
    ['', true],
    ['404', true],
    ['403-tenant-blocked', true],
    ['429', false],
    ['429-address', false],
    ['500', false],
    ['offline', false],
  ])('what was wrong with what was typed, until it is changed: %j goes: %s', async (fault, goes) => {
    const app = await renderApp({ as: null, faults: fault && `auth:${fault}` });
    await signInAs(app, { ...ada, password: 'wrong' });
    expect(alerts()).toHaveLength(1);
    await app.press('x');
    expect(screen.queryAllByRole('alert')).toHaveLength(goes ? 0 : 1);
  });

  test('an account that is switched off', async () => {
    const app = await renderApp({ as: null, prepare: (backend) => backend.deactivate('admin') });
    await signInAs(app, ada);
    expect(alerts()[0]).toContain('User is inactive');
  });

  test.each<[FaultName, string, boolean]>([
    ['401-failed', 'The sign-in service failed; your password may be right', true],
    ['403-fail-closed', 'The sign-in service failed; your password may be right', true],
    ['429-address', 'Too many failed sign-ins from this network address', false],
    ['400', 'The server did not accept what was sent (400)', false],
    ['403-tenant-blocked', 'Tenant is blocked', false],
    ['404', 'Check the tenant ID and the address of the API.', false],
    ['429', 'Too many requests (429)', false],
    ['500', 'The server failed (500)', true],
    ['502-html', 'The server is not available (502)', true],
    ['503', 'Security infrastructure timeout', true],
    ['504', 'The server is not available (504)', true],
    ['offline', 'The server cannot be reached', true],
    ['html', 'Got a web page instead of data', false],
    ['wrong-shape', 'The answer was not understood', false],
    ['other-tenant', 'The answer was about another tenant', true],
  ])('the fault %s', async (fault, words, outage) => {
    const app = await renderApp({ as: null, faults: `auth:${fault}` });
    await signInAs(app, ada);
    expect(signInHeading()).toBeVisible();
    expect(alerts().join()).toContain(words);
    expect(alerts().join()).toContain('For support: ');
    expect(outageCard() !== null).toBe(outage);
    expect(field('Email')).toHaveValue(ada.email);
  });

  test('a sign-in whose every answer breaks off', async () => {
    const app = await renderApp({ as: null, faults: 'auth:truncated,status:truncated' });
    await signInAs(app, ada);
    expect(signInHeading()).toBeVisible();
    expect(alerts().join()).toContain('The sign-in may have worked.');
    expect(app.sent('POST', '/auth/token')).toHaveLength(1);
  });

  test('a sign-in that is never answered', async () => {
    const app = await renderApp({ as: null, faults: 'auth:hang' });
    await app.pass(8);
    await signInAs(app, ada);
    await app.pass(8);
    // The sign-in may have worked, so the page asks who is signed in, with the time limit of a reading.
    await app.pass(8);
    expect(app.sent('POST', '/auth/token')).toHaveLength(1);
    expect(alerts()[0]).toContain('The server did not answer in time');
    expect(outageCard()).toHaveTextContent(ada.tenantId);
  });
});
