import './recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { act, confirmButton, dialogNamed, RECOVERY, resultOf } from '../../testing/recovery';
import { answerWith, renderApp } from '../../testing/render-app';

const button = (name: string) => screen.getByRole('button', { name });
const posted = (path: string, data: unknown) =>
  answerWith(
    http.post(`*${path}`, () => HttpResponse.json({ success: true, data, error: null, meta: null })),
  );
const steps = () =>
  within(screen.getByRole('list', { name: 'Steps of the reset' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent);

describe('Acknowledge kill', () => {
  const name = 'Acknowledge kill';

  test('is impossible while the KILL file exists, and says what to do first', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.dropKillFile() });
    await app.pass(40, 10);
    await app.click(button(name));
    const dialog = dialogNamed(name);
    expect(dialog).toHaveTextContent('Delete the KILL file on the host first.');
    expect(dialog).toHaveTextContent('del C:\\ProgramData\\Exacta\\KILL');
    await app.fill(screen.getByRole('textbox', { name: 'Reason' }), 'Over');
    await app.click(confirmButton(name) ?? document.body);
    expect(app.sent('POST', '/guardian')).toEqual([]);
    // The file goes while the dialog is open: the same dialog can send now.
    await app.backend.host.deleteKillFile();
    await app.pass(15);
    await app.click(confirmButton(name) ?? document.body);
    expect(app.sent('POST', '/guardian/kill/acknowledge')).toHaveLength(1);
    await app.pass(10);
    const result = resultOf(name);
    expect(result).toHaveTextContent('Read back: the kill is acknowledged. The mode is SAFE.');
    expect(result).toHaveTextContent('It is in the Guardian’s event log.');
    expect(result).toHaveTextContent('Your reason: Over');
    await app.click(within(result ?? document.body).getByRole('button', { name: 'Close this report' }));
    expect(resultOf(name)).toBeNull();
  });

  test('refused because the file is there: the dialog stays, in words, and keeps the reason', async () => {
    const app = await renderApp(RECOVERY);
    answerWith(
      http.post('*/guardian/kill/acknowledge', () =>
        HttpResponse.json({ success: false, data: null, error: 'kill_file_present' }, { status: 409 }),
      ),
    );
    await act(app, name, { reason: 'Over' });
    expect(dialogNamed(name)).toHaveTextContent('The KILL file is still there. Delete it on the host');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('Over');
    expect(resultOf(name)).toBeNull();
  });

  test('stops when somebody else has acknowledged it meanwhile (law 5)', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.dropKillFile() });
    await app.pass(40, 10);
    await app.backend.host.deleteKillFile();
    await app.pass(10);
    await app.click(button(name));
    await app.backend.run((db) => {
      for (const { guardian } of Object.values(db.hosts)) delete guardian.conditions.kill_file;
    });
    await app.pass(10);
    expect(dialogNamed(name)).toHaveTextContent('The kill was acknowledged while this dialog was open');
    expect(confirmButton(name)).toBeNull();
  });
});

describe('Reset policy', () => {
  const name = 'Reset policy';

  test('warns in the seed’s words, wants RESET typed, and shows nothing as done before it is', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(button(name));
    const dialog = dialogNamed(name);
    expect(dialog).toHaveTextContent('This will reset ALL policies to factory defaults.');
    expect(dialog).toHaveTextContent('autonomy_ceiling: PROFILE-SAFE');
    expect(steps()).toHaveLength(6);
    for (const step of steps()) expect(step).toContain('pending');
    await app.click(button('Cancel'));
    await act(app, name, { typed: 'reset' });
    expect(dialogNamed(name)).toHaveTextContent('Type exactly: RESET');
    expect(app.sent('POST', '/guardian')).toEqual([]);
  });

  test('while it is under way says that the server does not say which step', async () => {
    const app = await renderApp(RECOVERY);
    app.faults('guardian-action:slow');
    await act(app, name, { typed: 'RESET' });
    expect(steps()[1]).toContain('confirmed by you');
    for (const step of [0, 2, 3, 4, 5])
      expect(steps()[step]).toContain('under way; the server does not say which step');
    await app.pass(5);
    expect(resultOf(name)).toBeVisible();
  });

  test('shows six steps with their proof, backup, hashes and the four defaults', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.corruptPolicy() });
    await act(app, name, { reason: 'Corrupt', typed: 'RESET' });
    await app.pass(10);
    const result = resultOf(name);
    expect(steps().every((step) => step.includes('done'))).toBe(true);
    expect(result).toHaveTextContent(/Backup filepolicy-backup-\w+\.json/);
    expect(result).toHaveTextContent('Read back: the policy in force is the one that the reset left.');
    const table = within(screen.getByRole('table', { name: 'Policy settings' }));
    expect(table.getAllByRole('row')).toHaveLength(5);
    expect(table.getAllByText(/as it should be/)).toHaveLength(4);
  });

  test('is loud about a setting that differs or is missing, a hash that is not in force, and a lost event', async () => {
    const app = await renderApp(RECOVERY);
    posted('/guardian/policy/reset', {
      backup_file: 'policy-backup-<b>\u202E.json',
      policy_hash_before: 'aa',
      policy_hash_after: 'bb',
      settings: { shell_execution_allowed: true, self_upgrade_allowed: false, extra: 1 },
      correlation_id: 'c-1',
    });
    await act(app, name, { typed: 'RESET' });
    await app.pass(15);
    const result = resultOf(name);
    expect(within(result ?? document.body).getByRole('alert')).toHaveTextContent(
      'shell_execution_allowed is true',
    );
    expect(result).toHaveTextContent('autonomy_ceiling is missing');
    expect(result).toHaveTextContent('The policy in force is NOT the one that the reset left');
    expect(result).toHaveTextContent('policy-backup-<b>⟨U+202E⟩.json');
    expect(result).toHaveTextContent('Not yet in the event log.');
    expect(steps()[3]).toContain('WRONG');
    expect(steps()[4]).toContain('not proven');
    expect(result).toHaveTextContent('Other settings, for which no default is documented: extra: 1');
  });

  test('with a lost answer proves only what the events prove', async () => {
    const app = await renderApp(RECOVERY);
    app.faults('guardian-action:offline-but-done');
    await act(app, name, { typed: 'RESET' });
    await app.pass(10);
    expect(dialogNamed(name)).toHaveTextContent('Read back: it took effect');
    expect(steps()[4]).toContain('done');
    expect(steps()[2]).toContain('not proven');
  });
});

describe('Roll back Core', () => {
  const name = 'Roll back Core';

  test('shows the version now, then from and to, and reads the version back', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(button(name));
    expect(dialogNamed(name)).toHaveTextContent('Core’s version now: 2.4.1');
    await app.click(button('Cancel'));
    await act(app, name);
    await app.pass(10);
    const result = resultOf(name);
    expect(result).toHaveTextContent('Core 2.4.1 → 2.4.0');
    expect(result).toHaveTextContent('The backup was verified.');
    expect(result).toHaveTextContent('Read back: Core is version 2.4.0.');
    expect(result).toHaveTextContent('It is in the Guardian’s event log.');
    expect(result).toHaveTextContent(/Correlation id[\da-f-]{36}/);
  });

  test('is loud about an unverified backup and a version that is not there', async () => {
    const app = await renderApp(RECOVERY);
    const data = { from_version: '2.4.1', to_version: '1.0', backup_verified: false, correlation_id: 'c' };
    posted('/guardian/core/rollback', data);
    await act(app, name);
    await app.pass(10);
    const alert = within(resultOf(name) ?? document.body).getByRole('alert');
    expect(alert).toHaveTextContent('The backup was NOT verified.');
    expect(alert).toHaveTextContent('The server said 1.0, but the status says that Core is version 2.4.1.');
  });

  test('without a backup is refused in words', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.loseBackups() });
    await act(app, name);
    expect(dialogNamed(name)).toHaveTextContent('There is no verified backup of Core to go back to.');
  });

  test('never goes back twice: a version that changed meanwhile overtakes the dialog (law 5)', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(button(name));
    await app.backend.run((db) => {
      for (const { guardian } of Object.values(db.hosts)) guardian.core.version = '2.4.0';
    });
    await app.pass(35, 5);
    expect(dialogNamed(name)).toHaveTextContent('Core’s version changed while this dialog was open');
    expect(confirmButton(name)).toBeNull();
  });
});
