import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { resetPolicy, rollBackCore } from '../../../../mocks/host/other-operator';
import { hostOf } from '../../../../mocks/host/host';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import { reasonField } from '../../../testing/find';
import { statusReads } from '../../../testing/find-guardian';
import { act, alertsIn, confirmButton, dialogNamed, RECOVERY, resultOf } from '../../../testing/recovery';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const button = (name: string) => screen.getByRole('button', { name });
const posted = (path: string, data: unknown) =>
  answerWith(
    http.post(`*${path}`, () => HttpResponse.json({ success: true, data, error: null, meta: null })),
  );
/** Another operator does it on another console. */
const elsewhere = (app: App, change: (...by: Parameters<typeof resetPolicy>) => unknown) =>
  app.backend.run((db) => {
    const by = { operator: personas.security.email, reason: 'Elsewhere', at: app.backend.clock() };
    change(hostOf(db, tenants.acme.id).guardian, by);
  });
const steps = () =>
  within(screen.getByRole('list', { name: 'Steps of the reset' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent);

describe('Reset policy', () => {
  const name = 'Reset policy';

  test('warns in the seed’s words, needs the typed word RESET, and shows nothing as done before it is [F7-55]', async () => {
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

  test('while it is under way says that the server does not report which step', async () => {
    const app = await renderApp(RECOVERY);
    app.faults('guardian-action:slow');
    await act(app, name, { typed: 'RESET' });
    expect(steps()[1]).toContain('confirmed by you');
    for (const step of [0, 2, 3, 4, 5])
      expect(steps()[step]).toContain('under way; the server does not say which step');
    await app.pass(5);
    expect(resultOf(name)).toBeVisible();
  });

  test('shows six steps with their evidence: backup, hashes and the four defaults [F7-47, F7-56, F7-58, F7-59, F7-60, F7-61, F7-62, F7-63]', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.corruptPolicy() });
    await act(app, name, { reason: 'Corrupt', typed: 'RESET' });
    await app.pass(10);
    const result = resultOf(name);
    expect(steps().every((step) => step.includes('done'))).toBe(true);
    expect(result).toHaveTextContent(/Backup filepolicy-backup-\w+\.json/);
    expect(result).toHaveTextContent('Confirmed: the policy in force is the one from the reset.');
    const table = within(screen.getByRole('table', { name: 'Policy settings' }));
    expect(table.getAllByRole('row')).toHaveLength(5);
    expect(table.getAllByText(/as it should be/)).toHaveLength(4);
  });

  test('warns about a setting that differs or is missing, a hash that is not in force, and a missing event', async () => {
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
    expect(alertsIn(result)).toEqual([
      expect.stringMatching('shell_execution_allowed is true; autonomy_ceiling is missing'),
      expect.stringMatching('The policy in force is NOT the one from the reset'),
    ]);
    expect(result).toHaveTextContent('policy-backup-<b>⟨U+202E⟩.json');
    expect(result).toHaveTextContent('Not yet in the event log.');
    expect(steps()[3]).toContain('WRONG');
    expect(steps()[4]).toContain('not proven – not in the event log so far');
    expect(steps()[5]).toContain('WRONG – the policy in force is not the one from the reset');
    expect(result).toHaveTextContent('Other settings, for which no default is documented: extra: 1');
  });

  test('while the event log cannot be read says neither what is in it nor that the Guardian restarted', async () => {
    const app = await renderApp(RECOVERY);
    answerWith(http.get('*/guardian/events', () => new HttpResponse(null, { status: 503 })));
    await act(app, name, { typed: 'RESET' });
    await app.pass(15);
    expect(resultOf(name)).toHaveTextContent('Confirmed: the policy in force is the one from the reset.');
    expect(steps()[4]).toContain('not proven – the event log could not be read');
    expect(steps()[5]).toContain('not proven – the new policy is in force, but nothing shows a restart');
  });

  test('stops when somebody else resets meanwhile, and says who and when (law 5)', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.corruptPolicy() });
    await app.click(button(name));
    await app.pass(10);
    await elsewhere(app, resetPolicy);
    await app.pass(10);
    const dialog = dialogNamed(name);
    expect(dialog).toHaveTextContent('The policy changed while this dialog was open');
    expect(dialog).toHaveTextContent(new RegExp(`${personas.security.email}.*09:00:10 UTC`));
    expect(confirmButton(name)).toBeNull();
  });

  test('with a lost answer shows only what the events prove', async () => {
    const app = await renderApp(RECOVERY);
    app.faults('guardian-action:offline-but-done');
    await act(app, name, { typed: 'RESET' });
    await app.pass(10);
    expect(dialogNamed(name)).toHaveTextContent('Confirmed: it took effect');
    expect(steps()[4]).toContain('done');
    expect(steps()[2]).toContain('not proven');
  });
});

describe('Roll back Core', () => {
  const name = 'Roll back Core';

  test('shows the present version, then from and to, and reads the version back [F7-49, F7-160]', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(button(name));
    expect(dialogNamed(name)).toHaveTextContent('Core’s version now: 2.4.1');
    await app.click(button('Cancel'));
    await act(app, name);
    await app.pass(10);
    const result = resultOf(name);
    expect(result).toHaveTextContent('Core 2.4.1 → 2.4.0');
    expect(result).toHaveTextContent('The backup was verified.');
    expect(result).toHaveTextContent('Confirmed: Core is version 2.4.0.');
    expect(result).toHaveTextContent('In the Guardian’s event log.');
    expect(result).toHaveTextContent(/Correlation id[\da-f-]{36}/);
  });

  test('warns about an unverified backup and a version that is not in place', async () => {
    const app = await renderApp(RECOVERY);
    const data = { from_version: '2.4.1', to_version: '1.0', backup_verified: false, correlation_id: 'c' };
    posted('/guardian/core/rollback', data);
    await act(app, name);
    await app.pass(10);
    expect(alertsIn(resultOf(name))).toEqual([
      expect.stringMatching('The backup was NOT verified.'),
      'The server said 1.0, but the status says that Core is version 2.4.1.',
    ]);
  });

  test('without a backup is refused in words', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.loseBackups() });
    await act(app, name);
    expect(dialogNamed(name)).toHaveTextContent('There is no verified backup of Core to go back to.');
  });

  test('never goes back twice: it stops when the version changed meanwhile (law 5)', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(button(name));
    await elsewhere(app, rollBackCore);
    await app.pass(35, 5);
    expect(dialogNamed(name)).toHaveTextContent('Core’s version changed while this dialog was open');
    expect(dialogNamed(name)).toHaveTextContent(new RegExp(`${personas.security.email}.*09:00:00 UTC`));
    expect(confirmButton(name)).toBeNull();
  });

  test('never suggests a second rollback: a version learned after sending is not the one to leave', async () => {
    const app = await renderApp({ ...RECOVERY, faults: 'guardian:503' });
    app.faults('guardian:503,guardian-action:offline-but-done');
    await act(app, name);
    expect(dialogNamed(name)).toHaveTextContent('The outcome is unknown.');
    app.faults('');
    await app.pass(10);
    expect(dialogNamed(name)).toHaveTextContent('Core’s version now: 2.4.0');
    expect(dialogNamed(name)).not.toHaveTextContent(/Not done so far|You can send it again/);
  });

  test.each([null, '***VERSION_REDACTED***'])('is not decided by the version %j', async (version) => {
    const app = await renderApp(RECOVERY);
    app.faults('guardian-action:offline-but-done');
    await app.click(button(name));
    answerWith(statusReads('NORMAL', { core_version: version }));
    await app.pass(35, 5);
    expect(dialogNamed(name)).not.toHaveTextContent('Core’s version changed');
    await app.fill(reasonField(), 'Bad upgrade');
    await app.click(confirmButton(name) ?? document.body);
    await app.pass(5);
    // The events decide.
    expect(dialogNamed(name)).toHaveTextContent('Confirmed: it took effect');
  });
});
