import '../safe-mode-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { pressFold, statusReads, summaryOf } from '../../../testing/find-guardian';
import { answerWith, renderApp } from '../../../testing/render-app';

async function remote(over: Partial<GuardianStatus> = {}) {
  const prepare = () => answerWith(statusReads('NORMAL', over));
  const app = await renderApp({ path: '/safe-mode', as: 'auditor', prepare });
  await pressFold(app, 'Remote management');
  return screen.getByRole('region', { name: 'Remote management' });
}

test('each way to stop a host remotely has a command for this host [F7-141, F7-142, F7-143, F7-144]', async () => {
  const part = await remote();
  expect(summaryOf('Remote management')).toContain('Off, the default');
  expect(part).toHaveTextContent('Off, which is the default.');
  for (const method of ['PowerShell remoting', 'Group Policy', 'SCCM', 'Intune'])
    expect(screen.getByRole('heading', { name: method })).toBeVisible();
});

test('there is no WMI, and no telemetry to configure [F7-145, F7-147, F7-148, F7-149, F7-150, F7-151, F7-153]', async () => {
  const part = await remote();
  expect(part).toHaveTextContent('The Guardian has no WMI interface.');
  expect(part).toHaveTextContent('exacta-guardian.exe --show-status --json');
  expect(part).toHaveTextContent(
    'None. F7 allows an optional status report to an internal management endpoint: disabled by default, local network only, status only, configured by the user.',
  );
  expect(part).toHaveTextContent('This Guardian has no such report, so there is nothing to configure.');
});

test('a host of Linux is never given a command of Windows', async () => {
  const part = await remote({ platform: 'linux' });
  expect(part).toHaveTextContent("ssh acme-agents-01 'sudo touch /var/lib/exacta/KILL'");
  expect(part).toHaveTextContent('exacta-guardian --show-status --json');
  expect(document.body).not.toHaveTextContent(/[A-Z]:\\|\.exe|\.ps1/);
});
