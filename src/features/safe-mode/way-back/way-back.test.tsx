import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../../mocks/backend';
import { isOpen, modeBadge, pressFold, statusReads, summaryOf } from '../../../testing/find-guardian';
import { button, reasonField } from '../../../testing/find';
import { resultOf } from '../../../testing/recovery';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/safe-mode';
const wayBack = () => screen.queryByRole('region', { name: 'Way back to NORMAL' });
const step = (name: string) =>
  within(wayBack() ?? document.body)
    .getByRole('heading', { name })
    .closest('li') ?? document.body;
const CAUSE = '1 Clear the cause';
const CHECKS = '2 Guardian’s three checks';
const SIGN = '3 Approve and sign';
const killFile = (backend: Backend) => backend.host.dropKillFile();

describe('the way back to NORMAL', () => {
  test('is not shown while the mode is NORMAL', async () => {
    await renderApp({ path });
    expect(wayBack()).toBeNull();
    expect(button('Exit Safe Mode')).toHaveAccessibleDescription('The host is not in Safe Mode.');
  });

  test('leads from the KILL file to an acknowledgement in place, the checks, and the exit [F7-28, F7-42, F7-118]', async () => {
    const app = await renderApp({ path, prepare: killFile });
    await app.pass(40, 10);
    expect(step(CAUSE)).toHaveAttribute('aria-current', 'step');
    expect(step(CAUSE)).toHaveTextContent('del C:\\ProgramData\\Exacta\\KILL');
    expect(button('Acknowledge kill')).toHaveAccessibleDescription(/^The KILL file still exists/);
    expect(step(CHECKS)).toHaveTextContent('All kill conditions cleared: failed');
    expect(step(CHECKS)).toHaveTextContent('Policy integrity intact: passed');

    await app.backend.host.deleteKillFile();
    await app.pass(10);
    expect(step(CAUSE)).toHaveTextContent('The KILL file is gone.');
    await app.click(button('Acknowledge kill'));
    await app.fill(reasonField(), 'A drill');
    await app.pass(1);
    await app.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Acknowledge kill' }));
    await app.pass(10);
    expect(resultOf('Acknowledge kill')).toHaveTextContent('Confirmed: the kill is acknowledged.');
    expect(wayBack()).toContainElement(resultOf('Acknowledge kill'));
    expect(step(CAUSE)).toHaveTextContent('Nothing is left to clear.');
    expect(step(SIGN)).toHaveAttribute('aria-current', 'step');
    expect(within(step(SIGN)).getByRole('button', { name: 'Exit Safe Mode' })).not.toHaveAttribute(
      'aria-disabled',
    );
  });

  test('offers an acknowledgement only to a role that may', async () => {
    const app = await renderApp({ path, as: 'security', prepare: killFile });
    await app.pass(40, 10);
    expect(screen.queryByRole('button', { name: 'Acknowledge kill' })).toBeNull();
    expect(step(CAUSE)).toHaveTextContent('Only ADMIN may acknowledge a kill.');
  });

  test('shows no check as passed while the mode is unknown', async () => {
    const app = await renderApp({ path, prepare: (backend) => backend.host.crash(3) });
    expect(step(SIGN)).toHaveAttribute('aria-current', 'step');
    app.faults('guardian:503');
    await app.pass(60, 10);
    expect(modeBadge()).toHaveTextContent(/^Unknown/);
    expect(step(CHECKS)).not.toHaveTextContent('passed');
    expect(step(SIGN)).not.toHaveAttribute('aria-current');
    expect(step(CAUSE)).toHaveTextContent('As last read:');
  });

  test('gives a host of Linux its own commands', async () => {
    const prepare = () => answerWith(statusReads('OPERATOR_OVERRIDE', { platform: 'linux' }));
    await renderApp({ path, prepare });
    expect(step(CAUSE)).toHaveTextContent('sudo rm /var/lib/exacta/KILL');
    expect(document.body).not.toHaveTextContent(/[A-Z]:\\|\.exe/);
  });
});

describe('a folded part', () => {
  test('opens when something in it is wrong, and folds by nothing but the person', async () => {
    const app = await renderApp({ path });
    expect(isOpen('Entry conditions')).toBe(false);
    expect(summaryOf('Entry conditions')).toContain('None of 7 active');
    await app.backend.host.setStartupFlag(true);
    await app.pass(40, 10);
    expect(summaryOf('Entry conditions')).toContain('1 of 7 active: Started with --safe-mode');
    expect(isOpen('Entry conditions')).toBe(true);
    await app.backend.host.setStartupFlag(false);
    await app.pass(10);
    expect(summaryOf('Entry conditions')).toContain('None of 7 active');
    expect(isOpen('Entry conditions')).toBe(true);
    // The choice of a person stands, whatever comes.
    await pressFold(app, 'Entry conditions');
    expect(isOpen('Entry conditions')).toBe(false);
    await app.backend.host.setStartupFlag(true);
    await app.pass(10);
    expect(summaryOf('Entry conditions')).toContain('1 of 7 active');
    expect(isOpen('Entry conditions')).toBe(false);
  });

  test('does not say that all is well by an old status (law 1)', async () => {
    const app = await renderApp({ path });
    app.faults('guardian:503');
    await app.pass(60, 10);
    for (const part of ['Entry conditions', 'Kill mechanisms', 'Capabilities', 'Processes and policy']) {
      expect(summaryOf(part)).toContain('Last read: ');
      const summary = screen.getByRole('region', { name: part }).querySelector('summary');
      expect(summary?.querySelector('.text-clear')).toBeNull();
    }
  });
});
