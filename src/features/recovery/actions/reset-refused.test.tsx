import '../recovery-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { button } from '../../../testing/find';
import { act, alertsIn, confirmButton, dialogNamed, RECOVERY } from '../../../testing/recovery';
import { renderApp } from '../../../testing/render-app';

// Law 6 on the recovery page: the reason outlives a refusal and a lost answer; what is typed to confirm is typed for each try.

const name = 'Reset policy';
const fields = () =>
  ['Reason', 'Confirmation'].map(
    (field) => screen.getByRole<HTMLInputElement>('textbox', { name: field }).value,
  );

test('a refusal keeps what was typed; another try keeps the reason and not the confirmation', async () => {
  const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.corruptPolicy() });
  app.faults('guardian-action:503');
  await act(app, name, { typed: 'RESET' });
  expect(alertsIn(dialogNamed(name)).join()).toContain('503');
  expect(confirmButton(name)).not.toHaveAttribute('aria-disabled');
  expect(fields()).toEqual(['Because', 'RESET']);
  await app.click(button('Cancel'));
  await app.click(button(name));
  expect(fields()).toEqual(['Because', '']);
});

test('a reset whose answer was lost, and that was done, keeps nothing for the next one', async () => {
  const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.corruptPolicy() });
  app.faults('guardian-action:offline-but-done,guardian:offline');
  await act(app, name, { typed: 'RESET' });
  expect(dialogNamed(name)).toHaveTextContent('The outcome is unknown.');
  expect(dialogNamed(name)).toHaveTextContent('It is not known whether it took effect.');
  expect(fields()).toEqual(['Because', 'RESET']);
  app.faults('');
  await app.pass(5);
  expect(dialogNamed(name)).toHaveTextContent('Confirmed: it took effect');
  expect(confirmButton(name)).toBeNull();
  await app.click(button('Close'));
  await app.click(button(name));
  expect(fields()).toEqual(['', '']);
});

test('a reset that was lost before anything was done is told as that, and can be sent again', async () => {
  const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.corruptPolicy() });
  app.faults('guardian-action:offline');
  await act(app, name, { typed: 'RESET' });
  expect(dialogNamed(name)).toHaveTextContent('Not done so far');
  expect(fields()[0]).toBe('Because');
  expect(confirmButton(name)).not.toHaveAttribute('aria-disabled');
  expect(app.sent('POST', '/guardian/policy/reset')).toHaveLength(1);
});
