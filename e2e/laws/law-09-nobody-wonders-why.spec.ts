import { dialog, expectState, lever } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 9: nobody wonders why. The words of every refusal are in src/features/kill-switch/faults.test.tsx.

test('law 9: a lever that cannot be pulled can be reached, and says why', async ({ page, signIn }) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect(lever(page, 'disengage')).toBeDisabled();
  await expect(lever(page, 'disengage')).toHaveAccessibleDescription('Not engaged.');
  await expect(page.getByText('Not engaged.')).toBeVisible();
  await lever(page, 'engage').focus();
  await page.keyboard.press('Tab');
  await expect(lever(page, 'disengage')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page, 'disengage')).toBeHidden();
});
