import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { personas, tenants } from '../../mocks/seeds/personas';
import { badge, button, openDialog, outageCard, send, signInAs, SWITCH } from '../testing/find';
import { renderApp } from '../testing/render-app';

describe('the outage card', () => {
  test.each(['offline', '500', '502-html', '503', '504', 'html', 'truncated', 'wrong-shape'])(
    'appears when reading the status ends in %s, and disappears with it',
    async (fault) => {
      const app = await renderApp();
      expect(outageCard()).not.toBeInTheDocument();
      app.faults(`status:${fault}`);
      await app.pass(30, 10);
      expect(outageCard()).toBeVisible();
      app.faults('');
      await app.pass(5);
      expect(outageCard()).not.toBeInTheDocument();
    },
  );

  test('is there on a first load while the whole API is down, with the lever, and goes when it is back', async () => {
    const app = await renderApp({ faults: 'any:offline' });
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet/);
    expect(outageCard()).toBeVisible();
    expect(button('Engage')).not.toHaveAttribute('aria-disabled');
    app.faults('');
    await app.pass(5);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(outageCard()).not.toBeInTheDocument();
  });

  test('does not appear when only the session has ended', async () => {
    await renderApp({ faults: 'status:401' });
    expect(screen.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
    expect(outageCard()).not.toBeInTheDocument();
  });

  test('does not appear while the first answer is awaited', async () => {
    await renderApp({ faults: 'status:slow' });
    expect(outageCard()).not.toBeInTheDocument();
  });

  test('has the same toggle as a command, with tenant and path, and the token as a variable [AEGIS-05]', async () => {
    const app = await renderApp({ as: null });
    await signInAs(app, personas.admin);
    const token = app.sent('GET', SWITCH)[0]?.headers.get('Authorization')?.replace('Bearer ', '') ?? 'none';
    expect(token).toMatch(/^ey/);
    app.faults('status:503');
    await app.click(button('Refresh'));
    const card = outageCard();
    const address = `${window.location.origin}/decision/kill-switch/${tenants.acme.id}`;
    expect(card).toHaveTextContent(`curl -X POST '${address}'`);
    expect(card).toHaveTextContent(`curl -X DELETE '${address}'`);
    expect(card).toHaveTextContent(`-H 'X-Tenant-ID: ${tenants.acme.id}'`);
    expect(card).toHaveTextContent('Bearer $AEGIS_TOKEN');
    expect(document.documentElement.outerHTML).not.toContain(token);
    expect(JSON.stringify([{ ...window.sessionStorage }, { ...window.localStorage }])).not.toContain(token);
  });

  test('names the ways to stop agents that do not need Aegis [AEGIS-47, F7-32, F7-37]', async () => {
    await renderApp({ faults: 'status:503' });
    const card = outageCard() ?? document.body;
    expect(card).toHaveTextContent('Pause the tenant’s traffic at the load balancer');
    expect(card).toHaveTextContent('echo KILL > C:\\ProgramData\\Exacta\\KILL');
    expect(card).toHaveTextContent('reg add HKLM\\SOFTWARE\\Exacta /v EmergencyStop');
    expect(within(card).getByRole('button', { name: 'Print this page' })).toBeVisible();
  });

  test('offers no curl where the gateway has no rule for anybody', async () => {
    const app = await renderApp({ faults: 'toggle:403-no-rule' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    expect(outageCard()).toHaveTextContent(
      'This gateway has no rule for the kill switch, so curl would be refused, too.',
    );
    expect(outageCard()).not.toHaveTextContent('curl -X POST');
    expect(outageCard()).toHaveTextContent('Pause the tenant’s traffic at the load balancer');
  });

  test('fills in the reason that was typed, and keeps it within its quotes', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', `Ada's "loop" $(id) \\`);
    await app.click(button('Cancel'));
    app.faults('status:503');
    await app.click(button('Refresh'));
    expect(outageCard()).toHaveTextContent('The reason that you typed is filled in.');
    const command = String.raw`"reason":"Ada\u0027s \u0022loop\u0022 \u0024(id) \u005c"}'`;
    expect(outageCard()).toHaveTextContent(command);
    const copy = vi.spyOn(navigator.clipboard, 'writeText');
    await app.click(button('Copy engage'));
    expect(copy).toHaveBeenCalledWith(expect.stringContaining(command));
  });

  test('does not mention a Guardian when there is none', async () => {
    const prepare = () => {
      document.head.innerHTML += '<meta name="guardian" content="none">';
    };
    await renderApp({ faults: 'status:503', prepare });
    expect(outageCard()).toHaveTextContent('curl -X POST');
    expect(outageCard()).not.toHaveTextContent(/KILL|Guardian|EmergencyStop/);
  });

  test('can be printed', async () => {
    const print = vi.fn();
    vi.stubGlobal('print', print);
    const app = await renderApp({ faults: 'status:503' });
    await app.click(screen.getByRole('button', { name: 'Print this page' }));
    expect(print).toHaveBeenCalledOnce();
  });
});
