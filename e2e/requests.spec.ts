import { button } from './console';
import { expect, test } from './fixtures';

const BUDGET = 6;

test('a reload of the kill-switch page needs six requests until Engage can be clicked; the Guardian is asked after it', async ({
  page,
  signIn,
}) => {
  await signIn('admin');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(new URL(request.url()).pathname);
  });
  await page.reload();
  await expect(button(page, 'Engage')).toBeEnabled();
  await expect.poll(() => asked.filter((path) => path === '/guardian/status')).toHaveLength(1);
  const before = asked.slice(0, asked.indexOf('/guardian/status'));
  expect(before.length, before.join(' ')).toBeLessThanOrEqual(BUDGET);
  expect(before.some((path) => path.startsWith('/decision/kill-switch/'))).toBe(true);
});
