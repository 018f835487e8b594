import './recovery-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { statusReads } from '../../testing/find-guardian';
import { chooser, RECOVERY, region, resultOf } from '../../testing/recovery';
import { answerWith, forgetApp, renderApp } from '../../testing/render-app';
import { recoveryActions, actionFacts } from './checklist/recovery-actions';
import { scenarioCodes, scenarios } from './checklist/scenarios';

const button = (name: string) => screen.getByRole('button', { name });
const tick = (name: RegExp) => within(chooser()).getByRole('checkbox', { name });

describe('the recovery page', () => {
  test('has its heading, the mode in one line with a link to Safe Mode, the chooser and the host', async () => {
    await renderApp(RECOVERY);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Recovery');
    expect(screen.getByText(/^Guardian mode: NORMAL/).closest('p')).toHaveTextContent(
      'Guardian mode: NORMAL on acme-agents-01',
    );
    expect(screen.getByRole('link', { name: 'See the Guardian’s status' })).toHaveAttribute(
      'href',
      '/safe-mode',
    );
    expect(within(chooser()).getAllByRole('radio')).toHaveLength(7);
    expect(region('Host operations')).toBeVisible();
    expect(region('Recovery actions')).toBeVisible();
  });

  test.each([
    ['admin', []],
    ['security', ['Acknowledge kill', 'Reset policy', 'Roll back Core']],
    ['auditor', ['Acknowledge kill', 'Reset policy', 'Roll back Core']],
  ] as const)('says that %s may not: %j', async (as, refused) => {
    const app = await renderApp({ ...RECOVERY, as });
    for (const action of recoveryActions) {
      const { name, doing } = actionFacts[action];
      const disabled = refused.some((other) => other === name);
      if (!disabled) expect(button(name)).not.toHaveAttribute('aria-disabled');
      else {
        expect(button(name)).toHaveAttribute('aria-disabled', 'true');
        expect(button(name)).toHaveAccessibleDescription(`Only ADMIN may ${doing}.`);
        await app.click(button(name));
        expect(screen.queryByRole('dialog')).toBeNull();
      }
    }
    const stop = button('Request frontend stop');
    if (as === 'admin') expect(stop).not.toHaveAttribute('aria-disabled');
    else expect(stop).toHaveAccessibleDescription('Only ADMIN may request a frontend stop.');
  });

  test('sends only readings by itself', async () => {
    const app = await renderApp(RECOVERY);
    for (const code of scenarioCodes)
      await app.click(within(chooser()).getByRole('radio', { name: scenarios[code].name }));
    for (const box of within(chooser()).getAllByRole('checkbox')) await app.click(box);
    await app.pass(60, 10);
    for (const under of ['/guardian', '/control', '/decision']) expect(app.sent('POST', under)).toEqual([]);
    // The host's control API is read when the page opens, and never again.
    expect(app.sent('GET', '/control').map(({ path }) => path)).toEqual(['/control/api/status']);
  });

  test.each([
    ['an active condition', { entry_conditions: [{ code: 'crash_loop', active: true }] }],
    ['a triggered mechanism', { kill_mechanisms: [{ code: 'registry', available: true, triggered: true }] }],
    ['a broken policy', { policy: { intact: false } }],
  ])('never shows NORMAL when %s contradicts it (law 1)', async (_, over) => {
    await renderApp({ ...RECOVERY, prepare: () => answerWith(statusReads('NORMAL', over)) });
    const line = screen.getByText(/^Guardian mode:/).closest('p');
    expect(line).toHaveTextContent('Guardian mode: NORMAL, but contradicted, on acme-agents-01');
    expect(line).toHaveClass('text-unknown');
  });

  test('stays usable in Safe Mode [F7-73, F7-74, F7-75, F7-76, F7-97, F7-99, F7-100, F7-101]', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.dropKillFile() });
    await app.pass(40, 10);
    expect(screen.getByText(/^Guardian mode: OPERATOR OVERRIDE/)).toBeVisible();
    await app.backend.host.deleteKillFile();
    await app.pass(10);
    for (const action of recoveryActions)
      expect(button(actionFacts[action].name)).not.toHaveAttribute('aria-disabled');
  });

  test('says when the Guardian cannot be reached, hides nothing and shows the host’s commands [F7-47, F7-48, F7-49, F7-50, F7-51]', async () => {
    const app = await renderApp({ ...RECOVERY });
    app.faults('guardian:503');
    await app.pass(35, 5);
    const card = region('If the Guardian cannot be reached');
    for (const action of recoveryActions) expect(card).toHaveTextContent(actionFacts[action].command);
    expect(card).toHaveTextContent('echo KILL > C:\\ProgramData\\Exacta\\KILL');
    expect(screen.getByText(/^Guardian mode: Unknown — last confirmed NORMAL \d+ s ago/)).toBeVisible();
    for (const action of recoveryActions)
      expect(button(actionFacts[action].name)).not.toHaveAttribute('aria-disabled');
    app.faults('');
    await app.pass(10);
    expect(screen.queryByRole('region', { name: 'If the Guardian cannot be reached' })).toBeNull();
  });
});

describe('the checklist of a recovery', () => {
  test('belongs to the chosen scenario, and each step is a button, a link or a command [F7-32, F7-131]', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Core stuck in loop' }));
    const list = within(region('Steps: Core stuck in loop'));
    expect(list.getAllByRole('checkbox')).toHaveLength(scenarios['core-loop'].steps.length);
    expect(list.getByText('echo KILL > C:\\ProgramData\\Exacta\\KILL')).toBeVisible();
    expect(list.getByRole('link', { name: 'Open the exit checks' })).toHaveAttribute('href', '/safe-mode');
    await app.click(list.getByRole('button', { name: 'Verify now' }));
    expect(resultOf('Verify integrity')).toBeVisible();
    expect(list.getByRole('checkbox', { name: /^Diagnose/ })).not.toBeChecked();
  });

  test('shows what is read beside a step, and never ticks a step by itself', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Unknown bad state' }));
    const [step] = within(chooser()).getAllByRole('listitem');
    expect(step).toHaveTextContent('The Guardian says: no KILL file');
    await app.backend.host.dropKillFile();
    await app.pass(40, 5);
    expect(step).toHaveTextContent('The Guardian says: the KILL file exists');
    for (const box of within(chooser()).getAllByRole('checkbox')) expect(box).not.toBeChecked();
    app.faults('guardian:offline');
    await app.pass(10);
    expect(step).toHaveTextContent(/Unknown now; \d+ s ago the Guardian said: the KILL file exists/);
  });

  test('and the choice stay when the person opens another page or reloads', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Bad upgrade' }));
    await app.click(tick(/^Restore/));
    await app.goTo('/kill-switch');
    await app.goTo('/recovery');
    expect(screen.getByRole('radio', { name: 'Bad upgrade' })).toBeChecked();
    expect(tick(/^Restore/)).toBeChecked();
    expect(window.sessionStorage.getItem('ksc.drafts')).toContain('rollback');
    expect(JSON.stringify({ ...window.localStorage })).not.toContain('rollback');
  });

  test('is not shown to the next person', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Bad upgrade' }));
    await app.click(button('Sign out'));
    expect(window.sessionStorage.getItem('ksc.drafts')).toBeNull();
    forgetApp();
    await renderApp({ ...RECOVERY, as: 'security' });
    for (const radio of screen.getAllByRole('radio')) expect(radio).not.toBeChecked();
  });

  test('can be cleared in one step, which can be undone', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Bad upgrade' }));
    expect(button('Start over')).toHaveAttribute('aria-disabled', 'true');
    await app.click(tick(/^Restore/));
    expect(chooser()).toHaveTextContent('1 of 3 steps ticked.');
    await app.click(button('Start over'));
    expect(tick(/^Restore/)).not.toBeChecked();
    await app.click(button('Undo start over'));
    expect(tick(/^Restore/)).toBeChecked();
  });

  test('tells an AUDITOR who may do a step', async () => {
    const app = await renderApp({ ...RECOVERY, as: 'auditor' });
    await app.click(screen.getByRole('radio', { name: 'Suspected compromise' }));
    expect(button('Acknowledge now')).toHaveAccessibleDescription('Only ADMIN may acknowledge a kill.');
    expect(chooser()).toHaveTextContent('Only ADMIN or SECURITY may engage it.');
    expect(screen.queryByRole('link', { name: 'Open the switch' })).toBeNull();
  });

  test('copies a command, and says when that is not possible', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Guardian won’t start' }));
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
    await app.click(button('Copy --start-safe'));
    expect(chooser()).toHaveTextContent('Copying is not possible here');
    write.mockResolvedValue();
    await app.click(button('Copy --start-safe'));
    expect(write).toHaveBeenLastCalledWith('exacta-guardian.exe --start-safe');
    expect(chooser()).toHaveTextContent('Copied.');
  });
});
