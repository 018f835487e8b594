import '../features/safe-mode/safe-mode-page';
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { badge, button, openDialog, send } from '../testing/find';
import { renderApp } from '../testing/render-app';

vi.mock('../features/comforts/comforts', () => {
  throw new Error('the chunk is gone since the last deployment');
});

test('without the code of the comforts everything else is there', async () => {
  const app = await renderApp();
  await app.happen(() => vi.dynamicImportSettled());
  expect(screen.queryByRole('button', { name: 'Shortcuts and notifications' })).toBeNull();
  expect(screen.queryByRole('alert')).toBeNull();
  await openDialog(app, 'Engage', 'Refund loop');
  await send(app);
  expect(badge()).toHaveTextContent(/^Engaged/);
  await app.click(screen.getByRole('link', { name: 'Safe Mode' }));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Safe Mode');
  expect(button('Sign out')).toBeVisible();
});
