import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../../mocks/backend';
import { acknowledgeKill } from '../../../../mocks/host/other-operator';
import { hostOf } from '../../../../mocks/host/host';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import type { GuardianMode } from '../../../api/guardian/guardian-schemas';
import { reasonField } from '../../../testing/find';
import { statusReads } from '../../../testing/find-guardian';
import { act, confirmButton, dialogNamed, RECOVERY, region, resultOf } from '../../../testing/recovery';
import { answerWith, renderApp } from '../../../testing/render-app';

const NAME = 'Acknowledge kill';
const PATH = '/guardian/kill/acknowledge';
const FILE = 'C:\\ProgramData\\Exacta\\KILL';
const button = () => screen.getByRole('button', { name: NAME });
const confirm = () => confirmButton(NAME) ?? document.body;
const prepare = (backend: Backend) => backend.host.dropKillFile();

/** A Guardian whose condition is active only while the file exists; the kill itself is its mode (F7 §2 and §4). */
const plain = (mode: GuardianMode, exists: boolean) =>
  statusReads(mode, {
    entry_conditions: [{ code: 'kill_file', active: exists }],
    kill_mechanisms: [{ code: 'kill_file', available: true, triggered: exists }],
  });
const accepts = () =>
  answerWith(
    http.post(`*${PATH}`, () =>
      HttpResponse.json({ success: true, data: { mode: 'SAFE', host: 'acme-agents-01' } }),
    ),
  );

describe('Acknowledge kill', () => {
  test('is not offered while the KILL file is known to exist, here and in the checklist [F7-28, F7-48]', async () => {
    const app = await renderApp({ ...RECOVERY, prepare });
    await app.click(screen.getByRole('radio', { name: 'Core stuck in loop' }));
    await app.pass(40, 10);
    const inStep = screen.getByRole('button', { name: 'Acknowledge now' });
    for (const lever of [button(), inStep]) {
      expect(lever).toHaveAttribute('aria-disabled', 'true');
      expect(lever).toHaveAccessibleDescription(
        `The KILL file still exists on the host at ${FILE}: delete it first.`,
      );
      await app.click(lever);
      expect(screen.queryByRole('dialog')).toBeNull();
    }
    // It is not known whether the file still exists, so the Guardian decides.
    app.faults('guardian:503');
    await app.pass(10);
    for (const lever of [button(), inStep]) expect(lever).not.toHaveAttribute('aria-disabled');
    await act(app, NAME);
    expect(dialogNamed(NAME)).toHaveTextContent('The KILL file is still there. Delete it on the host');
  });

  test('cannot be sent while the file is back, and says what to do first [F7-28, F7-29, F7-30]', async () => {
    const app = await renderApp({ ...RECOVERY, prepare });
    await app.pass(40, 10);
    await app.backend.host.deleteKillFile();
    await app.pass(15);
    await app.click(button());
    const dialog = dialogNamed(NAME);
    await app.fill(reasonField(), 'Over');
    await app.backend.host.dropKillFile();
    await app.pass(15);
    expect(dialog).toHaveTextContent('Delete the KILL file on the host first.');
    expect(dialog).toHaveTextContent(`del ${FILE}`);
    await app.click(confirm());
    expect(app.sent('POST', '/guardian')).toEqual([]);
    // The file is deleted while the dialog is open: the same dialog can send now.
    await app.backend.host.deleteKillFile();
    await app.pass(15);
    await app.click(confirm());
    expect(app.sent('POST', PATH)).toHaveLength(1);
    await app.pass(10);
    const result = resultOf(NAME);
    expect(result).toHaveTextContent('Confirmed: the kill is acknowledged. The mode is SAFE.');
    expect(result).toHaveTextContent('In the Guardian’s event log.');
    expect(result).toHaveTextContent('Your reason: Over');
    await app.click(within(result ?? document.body).getByRole('button', { name: 'Dismiss' }));
    expect(resultOf(NAME)).toBeNull();
  });

  test('stays possible while the override is on, even when no condition is active any more', async () => {
    const app = await renderApp({
      ...RECOVERY,
      prepare: () => answerWith(plain('OPERATOR_OVERRIDE', true)),
    });
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    answerWith(plain('OPERATOR_OVERRIDE', false));
    await app.pass(10);
    await app.click(screen.getByRole('radio', { name: 'Core stuck in loop' }));
    expect(region('Steps: Core stuck in loop')).toHaveTextContent(
      'the KILL file is gone, and the kill waits to be acknowledged',
    );
    accepts();
    await app.click(button());
    await app.pass(10);
    expect(dialogNamed(NAME)).not.toHaveTextContent(/no kill to acknowledge|was acknowledged/);
    await app.fill(reasonField(), 'Over');
    await app.click(confirm());
    // Accepted, but the override is still on: that is not a success.
    expect(within(resultOf(NAME) ?? document.body).getByRole('alert')).toHaveTextContent(
      'a kill still waits to be acknowledged: the mode is OPERATOR OVERRIDE.',
    );
    answerWith(plain('SAFE', false));
    await app.pass(10);
    expect(resultOf(NAME)).toHaveTextContent('Confirmed: the kill is acknowledged. The mode is SAFE.');
    expect(within(resultOf(NAME) ?? document.body).queryByRole('alert')).toBeNull();
  });

  test('with a lost answer took effect when the override is off, not before', async () => {
    const app = await renderApp({
      ...RECOVERY,
      prepare: () => answerWith(plain('OPERATOR_OVERRIDE', false)),
    });
    answerWith(http.post(`*${PATH}`, () => HttpResponse.error()));
    await act(app, NAME);
    expect(dialogNamed(NAME)).toHaveTextContent('Not done so far');
    answerWith(plain('SAFE', false));
    await app.pass(10);
    expect(dialogNamed(NAME)).toHaveTextContent('Confirmed: it took effect');
    expect(confirmButton(NAME)).toBeNull();
  });

  test('that is refused because the file exists keeps dialog and reason, and explains the refusal', async () => {
    const app = await renderApp({
      ...RECOVERY,
      prepare: () => answerWith(plain('OPERATOR_OVERRIDE', false)),
    });
    answerWith(
      http.post(`*${PATH}`, () =>
        HttpResponse.json({ success: false, data: null, error: 'kill_file_present' }, { status: 409 }),
      ),
    );
    await act(app, NAME, { reason: 'Over' });
    expect(dialogNamed(NAME)).toHaveTextContent('The KILL file is still there. Delete it on the host');
    expect(reasonField()).toHaveValue('Over');
    expect(resultOf(NAME)).toBeNull();
  });

  test('stops when somebody else has acknowledged the kill meanwhile, and says who and when (law 5)', async () => {
    const app = await renderApp({ ...RECOVERY, prepare });
    await app.pass(40, 10);
    await app.backend.host.deleteKillFile();
    await app.pass(10);
    await app.click(button());
    await app.pass(10);
    await app.backend.run((db) =>
      acknowledgeKill(hostOf(db, tenants.acme.id).guardian, {
        operator: personas.security.email,
        reason: 'At another desk',
        at: app.backend.clock(),
      }),
    );
    await app.pass(10);
    const dialog = dialogNamed(NAME);
    expect(dialog).toHaveTextContent('The kill was acknowledged while this dialog was open');
    expect(dialog).toHaveTextContent(new RegExp(`${personas.security.email}.*2026-11-21 09:01:00 UTC`));
    expect(confirmButton(NAME)).toBeNull();
  });
});
