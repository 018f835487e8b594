import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../../../mocks/backend';
import { chooser, RECOVERY, region, resultOf } from '../../../testing/recovery';
import { forgetApp, renderApp } from '../../../testing/render-app';
import { scenarios } from './scenarios';

const button = (name: string) => screen.getByRole('button', { name });
const tick = (name: RegExp) => within(chooser()).getByRole('checkbox', { name });

describe('the checklist of a recovery', () => {
  test('belongs to the chosen scenario, and each step is a button, a link or a command [F7-32, F7-131]', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Core stuck in loop' }));
    const list = within(region('Steps: Core stuck in loop'));
    expect(list.getAllByRole('checkbox')).toHaveLength(scenarios['core-loop'].steps.length);
    expect(list.getByText('echo KILL > C:\\ProgramData\\Exacta\\KILL')).toBeVisible();
    expect(list.getByRole('link', { name: 'Open the exit checks' })).toHaveAttribute('href', '/safe-mode');
    // The first step is open, the others are folded.
    expect(list.getByRole('button', { name: 'Verify now' })).not.toBeVisible();
  });

  test('keeps the result of a step in that step, which the Guardian has ticked', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Core stuck in loop' }));
    await app.click(button('Verify now'));
    const step = tick(/^Diagnose/).closest('li');
    expect(step).toContainElement(resultOf('Verify integrity'));
    expect(tick(/^Diagnose/)).toBeChecked();
    expect(step).toHaveTextContent('Confirmed by the Guardian.');
    // Started from its row, the result stands there.
    await app.click(button('Verify integrity'));
    expect(region('Recovery actions')).toContainElement(resultOf('Verify integrity'));
    // In a scenario without that step nothing is lost.
    await app.click(button('Verify now'));
    await app.click(screen.getByRole('radio', { name: 'Unknown bad state' }));
    expect(region('Recovery actions')).toContainElement(resultOf('Verify integrity'));
  });

  test('a verification that found something is ticked by nobody but the operator', async () => {
    const prepare = (backend: Backend) => backend.host.breakCoreSignature();
    const app = await renderApp({ ...RECOVERY, prepare });
    await app.click(screen.getByRole('radio', { name: 'Suspected compromise' }));
    await app.click(button('Verify now'));
    expect(resultOf('Verify integrity')).toHaveTextContent('integrity is NOT OK');
    expect(tick(/^Look for tampering/)).not.toBeChecked();
    await app.click(tick(/^Look for tampering/));
    expect(tick(/^Look for tampering/)).toBeChecked();
    expect(resultOf('Verify integrity')).toBeVisible();
  });

  test('ticks a step once the Guardian confirms it, one after the other, and opens the next', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Unknown bad state' }));
    const [step] = within(chooser()).getAllByRole('listitem');
    expect(step).toHaveTextContent('The Guardian says: no KILL file');
    await app.backend.host.dropKillFile();
    await app.pass(40, 5);
    expect(step).toHaveTextContent('The Guardian says: the KILL file exists');
    const ticked = () => within(chooser()).queryAllByRole('checkbox', { checked: true });
    expect(ticked()).toEqual([tick(/^Create the KILL file/), tick(/^Wait until/)]);
    expect(tick(/^Reset all/).closest('li')).toHaveAttribute('aria-current', 'step');
    expect(button('Reset now')).toBeVisible();
    expect(screen.getByText('Open the exit checks')).not.toBeVisible();
    // What a person unticks stays so, although the Guardian says the same as before.
    await app.click(tick(/^Wait until/));
    await app.pass(10);
    expect(ticked()).toEqual([tick(/^Create the KILL file/)]);
    app.faults('guardian:offline');
    await app.pass(10);
    expect(step).toHaveTextContent(/Unknown now\. The Guardian last said: the KILL file exists\d+ s ago/);
  });

  test('and the choice stay when the person opens another page or reloads', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(screen.getByRole('radio', { name: 'Bad upgrade' }));
    await app.click(tick(/^Roll back/));
    await app.goTo('/kill-switch');
    await app.goTo('/recovery');
    expect(screen.getByRole('radio', { name: 'Bad upgrade' })).toBeChecked();
    expect(tick(/^Roll back/)).toBeChecked();
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
    await app.click(tick(/^Roll back/));
    expect(chooser()).toHaveTextContent('1 of 3 steps done.');
    await app.click(button('Start over'));
    expect(tick(/^Roll back/)).not.toBeChecked();
    await app.click(button('Undo start over'));
    expect(tick(/^Roll back/)).toBeChecked();
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
