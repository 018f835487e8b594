import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  badge,
  button,
  openDialog,
  report,
  send,
  statusIs,
  SWITCH,
  toggleDialog,
} from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const NEEDS_ENGAGED = 'Disengage needs a confirmed Engaged state.';

function expectDisabled(name: string, why: string) {
  expect(button(name)).toHaveAttribute('aria-disabled', 'true');
  expect(button(name)).toHaveAccessibleDescription(why);
  // The reason is visible, too.
  expect(screen.getAllByText(why)[0]).toBeVisible();
}

function expectEnabled(name: string) {
  expect(button(name)).not.toHaveAttribute('aria-disabled');
  expect(button(name)).toHaveAccessibleDescription('');
}

describe('while the state is', () => {
  test('checked for the first time, no lever can be used', async () => {
    const app = await renderApp({ faults: 'status:slow' });
    expectDisabled('Engage', 'Checking the state first.');
    expectDisabled('Disengage', 'Checking the state first.');
    await app.click(button('Engage'));
    await app.click(button('Disengage'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  test('disengaged, only Engage can be used [AEGIS-19]', async () => {
    const app = await renderApp();
    expectEnabled('Engage');
    expectDisabled('Disengage', 'Not engaged.');
    await app.click(button('Disengage'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await app.click(button('Engage'));
    expect(toggleDialog('Engage')).toBeVisible();
  });

  test('engaged, only Disengage can be used [AEGIS-22]', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    expectDisabled('Engage', 'Already engaged.');
    expectEnabled('Disengage');
    await app.click(button('Engage'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await app.click(button('Disengage'));
    expect(toggleDialog('Disengage')).toBeVisible();
  });

  test.each(['500', 'offline', 'html', 'redacted-tenant', '403', '429'])(
    'unknown because of %s, Engage can be used and Disengage cannot',
    async (fault) => {
      const app = await renderApp({ faults: `status:${fault}` });
      expectEnabled('Engage');
      expectDisabled('Disengage', NEEDS_ENGAGED);
      await app.click(button('Engage'));
      expect(toggleDialog('Engage')).toHaveTextContent(
        /Now: Unknown\..*You can still engage\. Engaging twice is harmless\./,
      );
    },
  );

  test('unknown after Engaged, Disengage cannot be used', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    app.faults('status:500');
    await app.click(button('Refresh'));
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Engaged/);
    expectDisabled('Disengage', NEEDS_ENGAGED);
    expectEnabled('Engage');
  });
});

test('a disabled lever can be reached by keyboard, so that its reason is read out', async () => {
  const app = await renderApp();
  button('Engage').focus();
  await app.press('{Tab}');
  expect(button('Disengage')).toHaveFocus();
});

test('a state that is not Engaged or Disengaged enables only Engage', async () => {
  await renderApp({ prepare: () => answerWith(statusIs({ status: 'engaged ' })) });
  expect(button('Disengage')).toHaveAccessibleDescription(NEEDS_ENGAGED);
  expectEnabled('Engage');
});

test('with a status that was never read, the switch can be engaged all the same', async () => {
  const app = await renderApp({ faults: 'status:503' });
  await openDialog(app, 'Engage', 'Cannot read, must stop');
  await send(app);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(report()).toHaveTextContent('The state could not be read back yet');
  expect(app.sent('POST', SWITCH)).toHaveLength(1);
  app.faults('');
  await app.pass(5);
  expect(badge()).toHaveTextContent(/^Engaged/);
});

test('with the audit log down, both levers work', async () => {
  const app = await renderApp({ faults: 'history:503' });
  await openDialog(app, 'Engage', 'No audit log, must stop');
  await send(app);
  expect(badge()).toHaveTextContent(/^Engaged/);
  await openDialog(app, 'Disengage', 'Over');
  await send(app);
  expect(badge()).toHaveTextContent(/^Disengaged/);
});

test('opening and closing a dialog sends no toggle', async () => {
  const app = await renderApp();
  await app.click(button('Engage'));
  await app.click(button('Cancel'));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(button('Engage')).toHaveFocus();
  expect(app.sent('POST', SWITCH)).toEqual([]);
});
