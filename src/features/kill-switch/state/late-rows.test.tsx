import { expect, test } from 'vitest';
import { personas } from '../../../../mocks/seeds/personas';
import { badge, openDialog, report, send } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

// The audit log of these servers is 12 s late, and their status says neither when nor by whom.

test('an earlier operator is not named for an engagement whose row has not arrived', async () => {
  const app = await renderApp({ faults: 'no-engaged-at' });
  await app.elsewhere('security', 'engage', 'Sam first');
  await app.pass(35);
  expect(badge()).toHaveTextContent(`by ${personas.security.fullName} (${personas.security.email})`);
  app.faults('audit-lag,no-engaged-at');
  await openDialog(app, 'Disengage', 'Lifted');
  await send(app);
  await app.pass(3);
  await openDialog(app, 'Engage', 'Ada again');
  await send(app);
  expect(badge()).toHaveTextContent(/^Engaged/);
  expect(badge()).not.toHaveTextContent(personas.security.email);
  expect(badge()).toHaveTextContent('When and by whom is not yet in the audit log');
  await app.pass(30, 2);
  expect(badge()).toHaveTextContent('by you, ');
});

test('an earlier own toggle whose row arrives late does not count as this one', async () => {
  const app = await renderApp({ faults: 'audit-lag' });
  await openDialog(app, 'Engage', 'First reason');
  await send(app);
  await openDialog(app, 'Disengage', 'Lifted');
  await send(app);
  await app.pass(2, 1);
  await openDialog(app, 'Engage', 'Second reason');
  await send(app);
  await app.pass(40, 1);
  expect(report()).toHaveTextContent('Your reason: Second reason');
  expect(report()).toHaveTextContent('Logged under your name, with your reason.');
  expect(report()).not.toHaveTextContent('another reason');
});
