import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { button, reasonField, report } from '../../../testing/find';
import {
  alerts,
  GUARDIAN,
  modeBadge,
  modeSendButton,
  openModeDialog,
  pressFold,
  sendMode,
  statusReads,
} from '../../../testing/find-guardian';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/safe-mode';
const ENTER = `${GUARDIAN}/safe-mode/enter`;
const dialog = () => screen.queryByRole('dialog', { name: 'Enter Safe Mode' });
const failing = http.get('*/guardian/status', () => HttpResponse.json({}, { status: 503 }));

describe('on the page of Safe Mode', () => {
  test('ADMIN in NORMAL may enter, and is told why exiting is not possible', async () => {
    await renderApp({ path });
    expect(button('Enter Safe Mode')).not.toHaveAttribute('aria-disabled');
    expect(button('Exit Safe Mode')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Exit Safe Mode')).toHaveAccessibleDescription('The host is not in Safe Mode.');
  });

  test('SECURITY may enter; exiting is for ADMIN', async () => {
    await renderApp({ path, as: 'security', prepare: () => answerWith(statusReads('SAFE')) });
    expect(button('Enter Safe Mode')).toHaveAccessibleDescription(
      'Disabled in Safe Mode: the mode is SAFE already.',
    );
    expect(button('Exit Safe Mode')).toHaveAccessibleDescription('Only ADMIN may exit Safe Mode.');
  });

  test('AUDITOR sees everything except the two buttons', async () => {
    const app = await renderApp({ path, as: 'auditor' });
    expect(modeBadge()).toHaveTextContent(/^NORMAL/);
    for (const name of ['Entry conditions', 'Kill mechanisms', 'Capabilities']) await pressFold(app, name);
    for (const name of ['Entry conditions', 'Kill mechanisms', 'Capabilities', 'Guardian events'])
      expect(screen.getByRole('table', { name })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Safe Mode$/ })).toBeNull();
    expect(screen.getByText('ADMIN and SECURITY may enter Safe Mode; only ADMIN may exit it.')).toBeVisible();
  });

  test('VIEWER sees that there is nothing for them', async () => {
    await renderApp({ path, as: 'viewer' });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('No access');
  });
});

describe('entering Safe Mode', () => {
  test('shows what stops, asks for the reason, and is read back', async () => {
    const app = await renderApp({ path, as: 'security' });
    const opened = await openModeDialog(app, 'Enter', 'Agent out of scope');
    expect(opened).toHaveTextContent('Now: NORMAL, last confirmed 0 s ago.');
    expect(opened).toHaveTextContent('Stops the agents of host acme-agents-01:');
    expect(within(opened).getAllByRole('listitem')).toHaveLength(5);
    await sendMode(app);
    expect(app.sent('POST', ENTER).map(({ body }) => JSON.parse(body ?? ''))).toEqual([
      { reason: 'Agent out of scope' },
    ]);
    expect(dialog()).toBeNull();
    expect(modeBadge()).toHaveTextContent(/^SAFE/);
    expect(report()).toHaveTextContent('Accepted: enter Safe Mode.');
    expect(report()).toHaveTextContent('Confirmed: the mode is SAFE.');
    expect(report()).toHaveTextContent('In the Guardian’s event log.');
    expect(report()).toHaveTextContent(/Correlation id[0-9a-f]{8}-/);
    expect(report()).toHaveTextContent('Your reason: Agent out of scope');
    await app.pass(60, 10);
    expect(report()).toBeVisible();
    await app.click(button('Dismiss'));
    expect(screen.queryByRole('region', { name: 'Proof' })).toBeNull();
  });

  test('needs a visible reason', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', ' \u200B ');
    await sendMode(app);
    expect(app.sent('POST', ENTER)).toEqual([]);
    expect(reasonField()).toBeInvalid();
  });

  test('is possible while the mode is unknown, and says so', async () => {
    const app = await renderApp({ path, prepare: () => answerWith(failing) });
    const opened = await openModeDialog(app, 'Enter', 'Better safe');
    expect(opened).toHaveTextContent('Now: Unknown — not confirmed yet.');
    expect(opened).toHaveTextContent('You can still enter Safe Mode');
    await sendMode(app);
    expect(app.sent('POST', ENTER)).toHaveLength(1);
    expect(report()).toHaveTextContent('The mode could not be read yet');
  });

  test('stops when somebody else entered meanwhile, and keeps the reason', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    answerWith(statusReads('SAFE'));
    await app.pass(31);
    expect(alerts()).toContain(
      'Someone else entered Safe Mode: the mode is SAFE since 2026-11-21 08:48:00 UTC.Nothing was sent. Your reason is saved.',
    );
    expect(modeSendButton()).toBeNull();
    expect(reasonField()).toHaveValue('My reason');
    await app.click(button('Close'));
    expect(app.sent('POST', ENTER)).toEqual([]);
  });

  test('explains a refusal, and keeps dialog and reason', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    app.faults('guardian-action:403');
    await sendMode(app);
    expect(dialog()).toHaveTextContent('The server refused (403)');
    expect(dialog()).toHaveTextContent('Your reason is saved.');
    expect(dialog()).toHaveTextContent('Confirmed: nothing changed');
    expect(reasonField()).toHaveValue('My reason');
    app.faults('');
    await sendMode(app);
    expect(dialog()).toBeNull();
    expect(app.sent('POST', ENTER)).toHaveLength(2);
  });

  test('is decided by reading when its answer was lost', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    app.faults('guardian-action:504-but-done');
    await sendMode(app);
    // What was read comes first, and the answer that failed after it.
    expect(dialog()).toHaveTextContent(/Confirmed: it took effect.*\(504\)/);
    expect(app.sent('POST', ENTER)).toHaveLength(1);
  });

  test('gives a warning when the mode does not change', async () => {
    const app = await renderApp({ path, prepare: () => answerWith(statusReads('NORMAL')) });
    await openModeDialog(app, 'Enter', 'My reason');
    await sendMode(app);
    expect(alerts()).toContain('Accepted, but the mode reads NORMAL. Watch it and try again.');
  });
});
