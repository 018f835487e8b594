import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { badge, button, openDialog, report, send } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

const notice = () => screen.queryByText(/^(Someone else|You, elsewhere,) (dis)?engaged the switch/);

test('a change by a second operator is reported, with who, when and why', async () => {
  const app = await renderApp();
  expect(notice()).not.toBeInTheDocument();
  await app.elsewhere('security', 'engage', 'Runaway agent');
  await app.pass(30);
  expect(notice()).toHaveTextContent('Someone else engaged the switch');
  expect(notice()?.nextElementSibling).toHaveTextContent(
    /^By sam\.security@acme\.example at .*UTC.* Reason: Runaway agent$/,
  );
});

test('a disengage that the server reverts is reported as such', async () => {
  const app = await renderApp({ seed: { engaged: true }, faults: 'disengage-reverts' });
  await openDialog(app, 'Disengage', 'Cause fixed');
  await send(app);
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(notice()).not.toBeInTheDocument();
  await app.pass(60, 10);
  expect(badge()).toHaveTextContent(/^Engaged at .* by reconciler/);
  expect(notice()).toHaveTextContent('Someone else engaged the switch again');
  expect(report()).toHaveTextContent('Confirmed: the switch is disengaged.');
});

test('an own toggle is no foreign change, and removes an older notice', async () => {
  const app = await renderApp();
  await app.elsewhere('security', 'engage', 'Runaway agent');
  await app.pass(30, 10);
  expect(notice()).toHaveTextContent('Someone else engaged the switch');
  await openDialog(app, 'Disengage', 'Cause fixed');
  await send(app);
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(notice()).not.toBeInTheDocument();
});

test('an own engage that a second operator lifts is told as lifted again, with why', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'Runaway agent');
  await send(app);
  await app.pass(1);
  await app.elsewhere('security', 'disengage', 'Sam fixed it');
  await app.click(button('Refresh'));
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(notice()).toHaveTextContent('Someone else disengaged the switch again');
  expect(notice()?.nextElementSibling).toHaveTextContent(/Reason: Sam fixed it$/);
});

test('an own toggle in another tab of the same person is told as done elsewhere', async () => {
  const app = await renderApp();
  await app.elsewhere('admin', 'engage', 'From my phone');
  await app.click(button('Refresh'));
  expect(notice()).toHaveTextContent('You, elsewhere, engaged the switch');
  expect(notice()?.nextElementSibling).toHaveTextContent(/^By you, ada\.admin@acme\.example at /);
});

test('an outage in between is no change', async () => {
  const app = await renderApp({ seed: { engaged: true } });
  app.faults('status:503');
  await app.pass(30, 10);
  app.faults('');
  await app.pass(10, 5);
  expect(badge()).toHaveTextContent(/^Engaged/);
  expect(notice()).not.toBeInTheDocument();
});
