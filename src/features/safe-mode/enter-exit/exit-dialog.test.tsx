import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { button, reasonField, report } from '../../../testing/find';
import {
  alerts,
  hostField,
  modeBadge,
  modeSendButton,
  openModeDialog,
  sendMode,
  statusReads,
} from '../../../testing/find-guardian';
import { HOST, exitChecks, exitDialog, inSafeMode, posts } from '../../../testing/exit';
import { answerWith } from '../../../testing/render-app';

test('an exit takes three checks, one approval, one signed record [F7-115, F7-121, F7-122, F7-123, F7-124, F7-130, F7-162]', async () => {
  const app = await inSafeMode();
  const opened = await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
  expect(
    within(opened)
      .getAllByRole('heading', { level: 3 })
      .map((step) => step.textContent),
  ).toEqual(['Step 1: Guardian’s three checks', 'Step 2: Human approval', 'Step 3: Signed record']);
  expect(exitChecks()).toEqual(['passed', 'passed', 'passed']);
  expect(opened).toHaveTextContent('One person approves: you, Ada Admin.');
  await sendMode(app);
  expect(posts(app)).toEqual([{ reason: 'Cause fixed', confirm: true }]);
  expect(exitDialog()).toBeNull();
  expect(modeBadge()).toHaveTextContent(/^NORMAL/);
  expect(report()).toHaveTextContent('Confirmed: the mode is NORMAL.');
  expect(await screen.findByText('Signature: valid')).toBeVisible();
});

describe('no exit is sent', () => {
  test.each([
    ['nothing', ''],
    ['another host', 'acme-agents-02'],
    ['other letters', 'ACME-AGENTS-01'],
  ])('while the typed name of the host is %s', async (_, typed) => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', typed);
    await sendMode(app);
    expect(hostField()).toBeInvalid();
    expect(hostField()).toHaveAccessibleDescription(expect.stringContaining(`Type exactly: ${HOST}`));
    expect(posts(app)).toEqual([]);
  });

  test('without a reason', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', '', HOST);
    await sendMode(app);
    expect(reasonField()).toBeInvalid();
    expect(posts(app)).toEqual([]);
  });
});

describe('a refusal of an exit', () => {
  test('because a condition came back names it, and keeps dialog and reason', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    app.faults('guardian-action:condition-returns');
    await sendMode(app);
    expect(exitDialog()).toHaveTextContent('Guardian refused: a cause came back');
    expect(alerts().join()).toContain('The KILL file exists. Delete it on the host');
    expect(exitDialog()).toHaveTextContent('code exit_blocked');
    expect(reasonField()).toHaveValue('Cause fixed');
    expect(hostField()).toHaveValue(HOST);
    expect(exitChecks()[0]).toBe('failed');
    expect(modeBadge()).not.toHaveTextContent(/^NORMAL/);
  });

  test.each<[string, object]>([
    [
      'in its data',
      { error: 'exit_blocked', data: { blockers: [{ code: 7 }, { code: 'policy_corrupted' }] } },
    ],
    [
      'in its error',
      { error: { code: 'exit_blocked', blockers: ['?', { code: 'policy_corrupted' }] }, data: {} },
    ],
  ])('that names %s only in part shows what can be read, and says that there is more', async (_, body) => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    answerWith(
      http.post('*/guardian/safe-mode/exit', () =>
        HttpResponse.json({ success: false, ...body }, { status: 409 }),
      ),
    );
    await sendMode(app);
    const told = alerts().find((text) => text.includes('a cause came back'));
    expect(told).toContain('The policy is corrupted.');
    expect(told).toContain('Something else blocks the exit and could not be read. Look at the host.');
    expect(exitDialog()).toHaveTextContent('The Guardian’s state does not allow it (409)');
    expect(exitDialog()).toHaveTextContent('A check failed at the last moment.');
  });

  test('that names nothing readable is still shown', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    const refusal = { success: false, error: 'exit_blocked', data: { blockers: 'many' }, meta: null };
    answerWith(http.post('*/guardian/safe-mode/exit', () => HttpResponse.json(refusal, { status: 409 })));
    await sendMode(app);
    expect(exitDialog()).toHaveTextContent('The Guardian’s state does not allow it (409)');
    expect(exitDialog()).not.toHaveTextContent('a cause came back');
  });
});

test('an exit by somebody else ends the decision, and nothing is sent', async () => {
  const app = await inSafeMode();
  await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
  answerWith(statusReads('NORMAL'));
  await app.pass(5);
  expect(alerts().join()).toContain('Someone else ended Safe Mode: the mode is NORMAL since');
  expect(modeSendButton()).toBeNull();
  expect(posts(app)).toEqual([]);
});

test('an exit whose answer was lost is decided by reading, and the status has its record', async () => {
  const app = await inSafeMode();
  await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
  app.faults('guardian-action:504-but-done');
  await sendMode(app);
  expect(exitDialog()).toHaveTextContent('Confirmed: it took effect');
  await app.click(button('Close'));
  expect(await screen.findByText('Signature: valid')).toBeVisible();
  expect(posts(app)).toHaveLength(1);
});
