import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import { button, openDialog, outageCard, reasonField, signInAs } from '../../testing/find';
import { renderApp } from '../../testing/render-app';

const ada = personas.admin;
const expired = () => screen.queryByRole('dialog', { name: 'Your session has ended' });

describe('the way round', () => {
  test.each(['503', 'offline'])('is shown when signing in again ends in %s', async (fault) => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.expireSessions();
    await app.pass(30);
    expect(outageCard()).not.toBeInTheDocument();
    app.faults(`auth:${fault}`);
    await signInAs(app, { password: ada.password });
    const card = within(expired() ?? document.body).getByRole('region', {
      name: 'If the API cannot be reached',
    });
    expect(card).toHaveTextContent(`/decision/kill-switch/${tenants.acme.id}`);
    expect(card).toHaveTextContent('Bearer $AEGIS_TOKEN');
    app.faults('');
    await app.click(button('Sign in'));
    expect(expired()).not.toBeInTheDocument();
    expect(reasonField()).toHaveValue('Half a thou');
  });

  test('is single sign-on, too, for those who came by it; what they typed is kept', async () => {
    const app = await renderApp({ path: '/kill-switch?a=b', backend: { ssoProviders: ['okta'] } });
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.expireSessions();
    await app.pass(30);
    expect(expired()).toHaveTextContent('Your text stays in this tab.');
    const link = screen.getByRole('link', { name: 'Sign in with okta' });
    expect(link).toHaveAttribute('href', `/auth/sso/okta?tenant_id=${tenants.acme.id}`);
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    await app.click(link);
    expect(window.sessionStorage.getItem('ksc.return')).toBe('/kill-switch?a=b');
    expect(window.sessionStorage.getItem('ksc.drafts')).toContain('Half a thou');
  });
});
