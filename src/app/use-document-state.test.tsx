import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { button, signInHeading, tabIcon } from '../testing/find';
import { renderApp } from '../testing/render-app';

const GREEN = '#1c8a41';

test('after a sign-out the tab shows no state of the switch any more', async () => {
  const app = await renderApp();
  expect(document.title).toMatch(/^Disengaged/);
  expect(tabIcon()).toContain(GREEN);
  await app.click(button('Sign out'));
  expect(signInHeading()).toBeVisible();
  expect(document.title).not.toMatch(/Disengaged/);
  expect(tabIcon()).not.toContain(GREEN);
  expect(screen.queryByText(/Disengaged/)).toBeNull();
});
