import { tenants } from '../../mocks/seeds/personas';
import { approvalRecord, banner, composeAction, confirmOf, openPage } from '../guardian/guardian-page';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  heading,
  lever,
  outageCard,
  reason,
  refresh,
  toggle,
} from '../support/console';
import { agents, expect, expectStep, openPanel, story, test } from './demo-fixtures';

// Each story is walked through as a person would, by what the card says. README and bug reports use the same links.

test('lost-answer: the page engages although no answer comes, and the story follows', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/status of 504 .*\/decision\//);
  await page.goto('/?story=lost-answer');
  await expectState(page, /^Disengaged/);
  await expect(page).toHaveURL(/\/kill-switch$/);
  await expectStep(page, 1, /You are Ada/);
  await toggle(page, 'engage', 'Billing agent issues refunds in a loop');
  await expectState(page, /^Engaged at .+ by you/);
  await expectStep(page, 3, /Within five seconds/);
  await expectStep(page, 4, /The page says Engaged because it read it/);
  // The dialog of the toggle may still be open, with what became of it.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await button(story(page), 'Leave story').click();
  await expect(story(page)).toHaveCount(0);
  await page.reload();
  await expectState(page, /^Engaged/);
  await expect(story(page)).toHaveCount(0);
});

test('second-operator: the typed reason outlives what the other one does', async ({ page }) => {
  await page.goto('/?story=second-operator');
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', 'Typed while Sam was faster');
  await expectStep(page, 2, /Sam has engaged/);
  await expect(reason(page)).toHaveValue('Typed while Sam was faster');
  await button(dialog(page, 'engage'), 'Cancel').click();
  await refresh(page);
  await expectState(page, /^Engaged at .+ by .*sam/i);
  await expectStep(page, 3, /Press Disengage/);
  await toggle(page, 'disengage', 'The address is a partner’s');
  await expectState(page, /^Disengaged/);
  await expectStep(page, 4, /Two people used one switch/);
});

test('network-down: never green without the network, and nothing is sent by itself', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/net::ERR_FAILED/);
  await page.goto('/?story=network-down');
  await expectState(page, /^Disengaged/);
  await expectStep(page, 2, /The network is down/);
  await button(page, 'Refresh').click();
  await expectState(page, /^Unknown/);
  await expect(outageCard(page)).toBeVisible();
  await expectStep(page, 3, /Press Engage all the same/);
  await toggle(page, 'engage', 'Stop them without a network');
  await expectStep(page, 4, /The request did not arrive/);
  // A dialog that is still sending does not close.
  await expect(page.getByRole('dialog')).toContainText('Could not connect');
  // Nothing was sent by itself once the network is back.
  await page.keyboard.press('Escape');
  await button(story(page), 'Connect the network again').click();
  await expectStep(page, 5, /The page reads the state again/);
  await refresh(page);
  await expectState(page, /^Disengaged/);
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue('Stop them without a network');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged at .+ by you/);
});

test('tampered-row: the verification names the row', async ({ page }) => {
  await page.goto('/?story=tampered-row');
  await expect(heading(page, 'Activation history')).toBeVisible();
  await expectStep(page, 1, /You are Uma/);
  await button(page, 'Verify audit chain').click();
  await expect(page.getByRole('alert')).toContainText('BROKEN');
  await expectStep(page, 2, /The verdict names the row/);
  await page.getByRole('alert').getByRole('link', { name: 'Show the row' }).click();
  await expect(page.getByText('(changed afterwards)').first()).toBeVisible();
  await button(story(page), 'Next').click();
  await expectStep(page, 3, /A broken chain is told/);
});

test('forged-signature: the record of the approval does not pass', async ({ page }) => {
  await page.goto('/?story=forged-signature');
  await expect(heading(page, 'Safe Mode')).toBeVisible();
  await expectStep(page, 1, /You are Ada, and the drill is over/);
  await composeAction(page, 'Exit Safe Mode', 'The drill is over', tenants.acme.host);
  await confirmOf(page, 'Exit Safe Mode').click();
  await expectStep(page, 2, /Safe Mode is off/);
  await expect(approvalRecord(page)).toContainText(/invalid/i);
  await button(story(page), 'Next').click();
  await expectStep(page, 3, /The browser verified the signature itself/);
});

test('kill-file: from the file to the approved exit', async ({ page }) => {
  await page.goto('/?story=kill-file');
  await expect(heading(page, 'Safe Mode')).toBeVisible();
  await expectStep(page, 1, /You are Ada/);
  await expect(agents(page)).toContainText('denied: Safe Mode');
  await refresh(page);
  await expectStep(page, 2, /SAFE MODE stands on every page/);
  await expect(banner(page)).toContainText('SAFE MODE');
  await button(story(page), 'Delete the KILL file').click();
  await expectStep(page, 3, /Press Acknowledge kill/);
  await openPage(page, 'Recovery');
  await expect(button(page, 'Acknowledge kill')).toBeEnabled();
  await composeAction(page, 'Acknowledge kill', 'The file was dropped in a drill');
  await confirmOf(page, 'Acknowledge kill').click();
  await expectStep(page, 4, /Press Exit Safe Mode/);
  await openPage(page, 'Safe Mode');
  await composeAction(page, 'Exit Safe Mode', 'The drill is over', tenants.acme.host);
  await confirmOf(page, 'Exit Safe Mode').click();
  await expectStep(page, 5, /The agents run again/);
});

test('a story begins from its button with new data, and goes on after a reload', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/status of 504 .*\/decision\//);
  await page.goto('/');
  const panel = await openPanel(page);
  await button(panel, 'Lose the answer').click();
  await expectState(page, /^Disengaged/);
  await toggle(page, 'engage', 'Before a reload');
  await expectState(page, /^Engaged/);
  await expectStep(page, 3, /Within five seconds/);
  await page.reload();
  await expectStep(page, 3, /Within five seconds/);
  await expectStep(page, 4, /The page says Engaged/);
});

test('a story that nobody knows is told, and a link without one changes nothing', async ({ page }) => {
  await page.goto('/?story=nonsense');
  await expect(page.getByRole('region', { name: 'Demo controls' })).toContainText('Unknown story "nonsense"');
  await expect(story(page)).toHaveCount(0);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(badge(page)).toHaveCount(0);
});
