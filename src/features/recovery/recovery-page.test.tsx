import './recovery-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { statusReads } from '../../testing/find-guardian';
import { chooser, RECOVERY, region } from '../../testing/recovery';
import { answerWith, renderApp } from '../../testing/render-app';
import { hostCommands } from '../../guardian/host/host-commands';
import { recoveryActions, actionFacts } from './checklist/recovery-actions';
import { scenarioCodes, scenarios } from './checklist/scenarios';

const button = (name: string) => screen.getByRole('button', { name });

test('the four parts of F7 are on the two pages: kill switches, Safe Mode, recovery commands, policy reset [F7-05]', async () => {
  const app = await renderApp(RECOVERY);
  for (const action of recoveryActions) expect(button(actionFacts[action].name)).toBeVisible();
  await app.goTo('/safe-mode');
  await app.happen(() => vi.dynamicImportSettled());
  expect(screen.getByRole('region', { name: 'Kill mechanisms' })).toBeVisible();
  expect(button('Enter Safe Mode')).toBeVisible();
});

describe('the recovery page', () => {
  test('shows NORMAL in green, and in no colour while the kill switch is engaged', async () => {
    const line = () => screen.getByText(/^Guardian mode: NORMAL/).closest('p');
    const app = await renderApp(RECOVERY);
    expect(line()).toHaveClass('text-clear');
    await app.elsewhere('security', 'engage', 'A loop');
    await app.click(button('Refresh'));
    expect(line()).not.toHaveClass('text-clear');
    expect(line()?.querySelector('.text-clear')).toBeNull();
  });

  test('has its heading, the mode in one line with a link to Safe Mode, the chooser and the host', async () => {
    await renderApp(RECOVERY);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Recovery');
    expect(screen.getByText(/^Guardian mode: NORMAL/).closest('p')).toHaveTextContent(
      'Guardian mode: NORMAL on acme-agents-01',
    );
    expect(screen.getByRole('link', { name: 'Guardian status' })).toHaveAttribute('href', '/safe-mode');
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
    for (const action of recoveryActions.filter((one) => one !== 'acknowledge' || as !== 'admin')) {
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
    // There is nothing to acknowledge.
    if (as === 'admin')
      expect(button('Acknowledge kill')).toHaveAccessibleDescription('There is no kill to acknowledge.');
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
    for (const action of recoveryActions)
      expect(card).toHaveTextContent(hostCommands(null)[actionFacts[action].command].command);
    expect(card).toHaveTextContent('echo KILL > C:\\ProgramData\\Exacta\\KILL');
    expect(screen.getByText(/^Guardian mode: Unknown — last confirmed NORMAL \d+ s ago/)).toBeVisible();
    for (const action of recoveryActions)
      expect(button(actionFacts[action].name)).not.toHaveAttribute('aria-disabled');
    app.faults('');
    await app.pass(10);
    expect(screen.queryByRole('region', { name: 'If the Guardian cannot be reached' })).toBeNull();
  });
});
