import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderApp } from '../testing/render-app';

const code = vi.hoisted(() => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { arrived, arrive: () => arrive() };
});
vi.mock('../features/recovery/recovery-page', async (importOriginal) => {
  await code.arrived;
  return importOriginal();
});

test('a link shows its page at once, even while the code of the page is loading', async () => {
  const app = await renderApp();
  fireEvent.click(screen.getByRole('link', { name: 'Recovery' }));
  expect(screen.getByText('Loading the page…')).toBeVisible();
  expect(screen.queryByRole('status', { name: 'Kill switch status' })).toBeNull();
  code.arrive();
  await app.happen(() => import('../features/recovery/recovery-page'));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Recovery');
});
