import { personas } from '../../mocks/seeds/personas';
import { button, expectState, heading } from '../support/console';
import { expect, test } from '../support/fixtures';

const { admin } = personas;

test('what a password manager fills in without an event is sent, and a tenant that changes the path is not', async ({
  page,
  server,
}) => {
  const fillSilently = ({ tenantId, email, password }: typeof admin) =>
    page.evaluate(
      (values) => {
        for (const [index, value] of values.entries()) {
          const input = document.querySelectorAll('input')[index];
          if (input) input.value = value;
        }
      },
      [tenantId, email, password],
    );
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await fillSilently({ ...admin, tenantId: '..' });
  await button(page, 'Sign in').click();
  await expect(page.getByRole('alert')).toContainText('Not a tenant ID.');
  expect(server.requestsTo('/auth/token')).toEqual([]);
  await fillSilently({ ...admin, tenantId: `\u200B${admin.tenantId}` });
  await button(page, 'Sign in').click();
  await expectState(page, /^Disengaged/);
});
