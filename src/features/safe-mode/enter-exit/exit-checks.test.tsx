import '../safe-mode-page';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../../mocks/backend';
import { button } from '../../../testing/find';
import { modeSendButton, openModeDialog, reads, sendMode, statusReads } from '../../../testing/find-guardian';
import { EXIT, HOST, crashLoop, exitChecks, exitDialog, inSafeMode, posts } from '../../../testing/exit';
import { answerWith, renderApp } from '../../../testing/render-app';

const PASSED = {
  kill_conditions_cleared: true,
  core_signature_valid: true,
  policy_intact: true,
  blockers: [],
};

describe('no exit is sent', () => {
  test.each<[string, (backend: Backend) => unknown, string[], string]>([
    [
      'a KILL file',
      (b) => b.host.dropKillFile(),
      ['failed', 'passed', 'passed'],
      'The KILL file exists. Delete',
    ],
    [
      'an emergency key',
      (b) => b.host.setRegistryKey(),
      ['failed', 'passed', 'passed'],
      'The emergency key is set.',
    ],
    [
      'a startup flag',
      (b) => b.host.setStartupFlag(true),
      ['failed', 'passed', 'passed'],
      'Restart it without --safe-mode',
    ],
    [
      'an unsigned Core',
      (b) => b.host.breakCoreSignature(),
      ['passed', 'failed', 'passed'],
      'The signature of Core is not valid.',
    ],
    [
      'a corrupted policy',
      (b) => b.host.corruptPolicy(),
      ['passed', 'passed', 'failed'],
      'On the Recovery page: reset the policy.',
    ],
  ])(
    'with %s, and the step that clears it is named [F7-118, F7-121, F7-122, F7-123]',
    async (_, befall, outcomes, words) => {
      const app = await inSafeMode(async (backend) => {
        await crashLoop(backend);
        await befall(backend);
      });
      const opened = await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
      expect(exitChecks()).toEqual(outcomes);
      expect(opened).toHaveTextContent(words);
      expect(modeSendButton()).toHaveAccessibleDescription('Not all of Guardian’s three checks have passed.');
      await sendMode(app);
      expect(posts(app)).toEqual([]);
    },
  );

  test('with a blocker that only the Guardian has a word for, which is shown as it was sent', async () => {
    const blockers = [{ code: '__proto__', detail: 'Seal \u202E broken' }];
    const app = await inSafeMode();
    answerWith(reads('safe-mode/exit', { ...PASSED, blockers }));
    const opened = await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    expect(opened).toHaveTextContent('in Guardian’s own words:__proto__Seal ⟨U+202E⟩ broken');
    await sendMode(app);
    expect(posts(app)).toEqual([]);
  });

  test('with a failed check that names nothing', async () => {
    const app = await inSafeMode();
    answerWith(reads('safe-mode/exit', { ...PASSED, policy_intact: false, blockers: null }));
    expect(await openModeDialog(app, 'Exit')).toHaveTextContent('Guardian does not say what blocks it.');
    expect(exitChecks()).toEqual(['passed', 'passed', 'failed']);
  });

  test('with a check that passed although a blocker is named for it, and it is not shown as passed', async () => {
    const app = await inSafeMode();
    const blockers = [{ code: 'policy_corrupted', detail: null }];
    answerWith(reads('safe-mode/exit', { ...PASSED, blockers }));
    expect(await openModeDialog(app, 'Exit')).toHaveTextContent(
      'Policy integrity intact: passed, but contradicted',
    );
    expect(exitChecks()).toEqual(['passed', 'passed']);
  });

  test('while the checks cannot be read: they are unknown and not shown as passed', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    expect(exitChecks()).toEqual(['passed', 'passed', 'passed']);
    answerWith(http.get('*/guardian/safe-mode/exit', () => HttpResponse.json({}, { status: 500 })));
    await app.pass(5);
    expect(exitChecks()).toEqual(['unknown', 'unknown', 'unknown']);
    expect(exitDialog()).toHaveTextContent('The server failed (500).');
    await sendMode(app);
    expect(posts(app)).toEqual([]);
  });

  test('with a reading from before the dialog opened', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit');
    await app.click(button('Cancel'));
    await app.pass(1);
    app.faults('guardian:slow');
    await openModeDialog(app, 'Exit');
    expect(exitChecks()).toEqual(['checking…', 'checking…', 'checking…']);
    await app.pass(3, 1);
    expect(exitChecks()).toEqual(['passed', 'passed', 'passed']);
  });

  test('while the mode is unknown', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    answerWith(http.get('*/guardian/status', () => HttpResponse.json({}, { status: 500 })));
    await app.pass(5);
    expect(modeSendButton()).toHaveAccessibleDescription('Exit needs a confirmed mode.');
    await sendMode(app);
    expect(posts(app)).toEqual([]);
  });

  test('for a host without a name', async () => {
    const app = await renderApp({
      path: '/safe-mode',
      prepare: () => answerWith(statusReads('SAFE', { host: ' ' }), reads('safe-mode/exit', PASSED)),
    });
    await openModeDialog(app, 'Exit', 'Cause fixed');
    expect(modeSendButton()).toHaveAccessibleDescription(expect.stringContaining('does not name its host'));
  });
});

test('the checks are requested only while Safe Mode is on and its page is open', async () => {
  const app = await renderApp({ path: '/safe-mode' });
  await app.pass(60, 10);
  expect(app.sent('GET', EXIT)).toEqual([]);
  await crashLoop(app.backend);
  await app.pass(60, 10);
  const { length } = app.sent('GET', EXIT);
  expect(length).toBeGreaterThan(1);
  await app.goTo('/recovery');
  await app.pass(60, 10);
  expect(app.sent('GET', EXIT)).toHaveLength(length);
});
