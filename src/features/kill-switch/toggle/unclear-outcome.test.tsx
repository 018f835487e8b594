import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../../../mocks/faults/fault-names';
import {
  badge,
  button,
  openDialog,
  reasonField,
  send,
  sendButton,
  SWITCH,
  toggleDialog,
} from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

const alerts = () =>
  screen
    .getAllByRole('alert')
    .map((alert) => alert.textContent)
    .join('\n');

describe('an unclear outcome', () => {
  const unclear: FaultName[] = ['500', '502-html', '503', '504', 'problem-json', 'html', 'offline'];
  const done: FaultName[] = [
    '504-but-done',
    'offline-but-done',
    'empty-body',
    '204',
    'truncated',
    'wrong-shape',
    'other-tenant',
  ];

  test.each(unclear)('of %s that did nothing is known after reading', async (fault) => {
    const app = await renderApp({ faults: `toggle:${fault}` });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    expect(alerts()).toContain('Not engaged so farWe keep checking. You can send it again.');
    await app.pass(30, 10);
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
    expect(reasonField()).toHaveValue('My reason');
    expect(sendButton()).not.toHaveAttribute('aria-disabled');
  });

  test.each(done)('of %s that was carried out all the same is known after reading', async (fault) => {
    const app = await renderApp({ faults: `toggle:${fault}` });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    expect(alerts()).toMatch(/^Engaged\. The reply was lost( \(\d+\))?; the state was read back\./);
    expect(sendButton()).toBeNull();
    expect(badge()).toHaveTextContent(/^Engaged/);
  });

  test.each(['hang', 'hang-but-done'])('%s ends after 15 s, and the reading tells', async (fault) => {
    const app = await renderApp({ faults: `toggle:${fault}` });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    await app.pass(14);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await app.pass(1);
    expect(alerts()).toContain('The server did not answer in time');
    expect(alerts()).toContain(fault === 'hang' ? 'Not engaged so far' : 'Engaged. The reply was lost;');
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
    // And what was typed outlives its dialog, too (law 6).
    expect(reasonField()).toHaveValue('My reason');
    await app.click(button(fault === 'hang' ? 'Cancel' : 'Close'));
    if (fault !== 'hang') return;
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('My reason');
  });

  test('is neither success nor failure until the state can be read', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'My reason');
    app.faults('toggle:504-but-done,status:500');
    await send(app);
    expect(alerts()).toContain('The state cannot be readIt is not known whether it worked.');
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Disengaged/);
    app.faults('status:slow');
    await app.pass(2);
    // Announced once, so that further attempts do not interrupt a screen reader.
    expect(toggleDialog('Engage')).toHaveTextContent('The state cannot be read');
    expect(toggleDialog('Engage')).not.toHaveTextContent('Reading the state to tell what happened…');
    await app.pass(3);
    expect(alerts()).toContain('Engaged. The reply was lost (504)');
  });

  test('of a disengage is known after reading, too', async () => {
    const app = await renderApp({ seed: { engaged: true }, faults: 'toggle:504-but-done' });
    await openDialog(app, 'Disengage', 'My reason');
    await send(app);
    expect(alerts()).toContain('Disengaged. The reply was lost (504)');
  });
});
