import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas } from '../../../../mocks/seeds/personas';
import { badge, button, openDialog, outageCard, report, rowsAre, send } from '../../../testing/find';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const findings = () =>
  within(report())
    .getAllByRole('listitem')
    .map((item) => item.textContent);
const loud = () =>
  within(report())
    .queryAllByRole('alert')
    .map((alert) => alert.textContent);

async function toggle(app: App, action: 'Engage' | 'Disengage', reason = 'My reason') {
  await openDialog(app, action, reason);
  await send(app);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
}

describe('after an accepted toggle', () => {
  test.each(['Engage', 'Disengage'] as const)(
    '%s: what was read back is compared and shown',
    async (action) => {
      const app = await renderApp({ seed: { engaged: action === 'Disengage' } });
      await toggle(app, action);
      expect(findings()).toEqual([
        expect.stringMatching(/^Accepted\..*Your reason: My reason09:00:01 UTC$/),
        `Confirmed: the switch is ${action.toLowerCase()}d.09:00:01 UTC`,
        ...(action === 'Engage' ? [expect.stringContaining('Gateway workers pick it up')] : []),
        'Logged under your name, with your reason.Open the row09:00:01 UTC',
      ]);
      expect(loud()).toEqual([]);
      expect(report()).toHaveTextContent('Your reason: My reason');
      expect(report()).toHaveTextContent(/Request [0-9a-f]{4}…[0-9a-f]{4}/);
      expect(outageCard()).not.toBeInTheDocument();
    },
  );

  test('the proof stays until it is dismissed', async () => {
    const app = await renderApp();
    await toggle(app, 'Engage');
    await app.pass(90, 10);
    expect(report()).toHaveTextContent('Confirmed: the switch is engaged.');
    await app.click(button('Dismiss'));
    expect(screen.queryByRole('region', { name: 'Proof' })).not.toBeInTheDocument();
  });

  test('hidden characters of the reason are made visible', async () => {
    const app = await renderApp();
    await toggle(app, 'Engage', 'a\u202Eb');
    expect(report()).toHaveTextContent('Your reason: a⟨U+202E⟩b');
  });
});

describe('the proof warns about', () => {
  test('another reason than the one that was sent', async () => {
    const app = await renderApp({ faults: 'reason-ignored' });
    await toggle(app, 'Engage');
    expect(loud()).toEqual(['The server recorded another reason than yours: “manual_admin_lockdown”.']);
    expect(badge()).toHaveTextContent('manual_admin_lockdown');
  });

  test('no reason at all', async () => {
    const app = await renderApp({ seed: { engaged: true }, faults: 'delete-body-lost-accepted' });
    await toggle(app, 'Disengage');
    expect(report()).toHaveTextContent('Confirmed: the switch is disengaged.');
    expect(loud()).toEqual(['The server accepted the request but recorded no reason.']);
  });

  test.each([
    [
      { actor: personas.security.id },
      `The audit log names ${personas.security.id} as the operator, not you.`,
    ],
    [{}, 'The audit log recorded no operator.'],
    [{ actor: '***EMAIL_REDACTED***' }, 'The server redacted the operator in its audit log.'],
  ])('operator %j', async (metadata, words) => {
    const app = await renderApp({ prepare: () => answerWith(rowsAre('kill_switch_engaged', [])) });
    const row = { id: 'new', tenant_id: personas.admin.tenantId, action: 'kill_switch_engaged' };
    const metadata_json = { ...metadata, reason: 'My reason' };
    await openDialog(app, 'Engage', 'My reason');
    answerWith(
      rowsAre('kill_switch_engaged', [{ ...row, timestamp: '2026-11-21T09:00:01Z', metadata_json }]),
    );
    await send(app);
    expect(loud()).toEqual([words]);
    expect(report()).toHaveTextContent(/Logged (under your name, )?with your reason\./);
  });

  test('an operator that cannot be checked because the server does not give the person’s id', async () => {
    const app = await renderApp({ faults: '', backend: {}, prepare: () => undefined, role: 'ADMIN' });
    app.faults('reason-ignored');
    await toggle(app, 'Engage');
    expect(report()).toHaveTextContent('Logged under your name.');
  });

  test('a state that differs from the accepted one, until it changes', async () => {
    const app = await renderApp({ faults: 'stale-replica' });
    await toggle(app, 'Engage');
    expect(loud()).toEqual([
      'The server accepted the request, but its state reads Disengaged. Watch the state and try again.',
    ]);
    // Not green while the server contradicts itself (law 1).
    expect(badge()).toHaveTextContent(
      /^Unknown — the status says Disengaged.*The server accepted Engage at .*has not said Engaged since/,
    );
    await app.pass(22);
    expect(badge()).toHaveTextContent(/^Engaged/);
    expect(report()).toHaveTextContent('Confirmed: the switch is engaged.');
    expect(loud()).toEqual([]);
  });

  test('a state that cannot be read back', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'My reason');
    app.faults('status:503');
    await send(app);
    expect(loud()).toEqual(['Not confirmed. The state could not be read back yet.']);
    expect(badge()).toHaveTextContent(/^Unknown/);
    app.faults('');
    await app.pass(2);
    expect(report()).toHaveTextContent('Confirmed: the switch is engaged.');
  });

  test('an audit row that is missing after 10 s, until it arrives', async () => {
    const app = await renderApp({ faults: 'audit-lag' });
    await toggle(app, 'Engage');
    expect(findings()).toContain('Waiting for the audit log…');
    await app.pass(9);
    expect(findings()).toContain('Waiting for the audit log…');
    expect(loud()).toEqual([]);
    await app.pass(1);
    expect(loud()).toEqual(['Not yet in the audit log. Keep the request id until it is.']);
    expect(badge()).toHaveTextContent(/^Engaged/);
    await app.pass(4);
    expect(report()).toHaveTextContent(/Logged (under your name, )?with your reason\./);
    expect(loud()).toEqual([]);
  });
});

test('what was confirmed stays confirmed when somebody else changes it later', async () => {
  const app = await renderApp();
  await toggle(app, 'Engage');
  await app.elsewhere('security', 'disengage', 'Not needed');
  await app.pass(30, 10);
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(report()).toHaveTextContent('Confirmed: the switch is engaged.');
});
