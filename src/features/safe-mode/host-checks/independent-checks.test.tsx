import '../safe-mode-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { pressFold, rowsOfTable, statusReads } from '../../../testing/find-guardian';
import { answerWith, renderApp } from '../../../testing/render-app';

const inSafeMode = () =>
  renderApp({ path: '/safe-mode', as: 'auditor', prepare: () => answerWith(statusReads('SAFE')) });

test('four ways to verify Safe Mode on the host are shown, each with its command [F7-103, F7-105, F7-106]', async () => {
  const app = await inSafeMode();
  await pressFold(app, 'Verify without this page');
  const ways = screen.getByRole('region', { name: 'Verify without this page' });
  expect(ways).toHaveTextContent('shows mode: SAFE.exacta-guardian.exe --show-status');
  expect(ways).toHaveTextContent('the large red “SAFE MODE” banner is visible at all times');
  expect(ways).toHaveTextContent('every capability request since shows DENIED (Safe Mode).');
  expect(ways).toHaveTextContent('Guardian has spawned no child process, so this lists none.Get-Process');
  expect(ways).toHaveTextContent(/cannot be bypassed by requests of Core.*environment variables/);
});

test('the table shows how each capability is stopped [F7-88, F7-89, F7-90, F7-91, F7-92, F7-93, F7-94]', async () => {
  const app = await inSafeMode();
  await pressFold(app, 'Capabilities');
  const enforcement = rowsOfTable('Capabilities').map((row) => row[4]?.replace(/^Guardian(?=[A-Z])/, ''));
  expect(enforcement.slice(0, 6)).toEqual([
    'Guardian blocks all AI API calls; the orchestrator refuses to execute plans',
    'Guardian rejects all shell requests',
    'Guardian rejects all upgrade proposals',
    'Guardian blocks all outbound connections',
    'Guardian ignores profile change requests',
    'Guardian rejects all write operations',
  ]);
});
