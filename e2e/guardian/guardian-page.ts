import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Act, GuardianState } from '../../mocks/host/other-operator';
import { hostOf } from '../../mocks/host/host';
import { personas, tenants } from '../../mocks/seeds/personas';
import { button, heading, reason, refresh } from '../support/console';
import type { TestServer } from '../support/test-server';

// Safe Mode and recovery by roles and names, and what their server was asked for.

export const HOST = tenants.acme.host;

type Root = Page | Locator;

export const sidebar = (page: Page) => page.getByRole('navigation', { name: 'Main' });
export const banner = (page: Page) => page.getByRole('region', { name: 'Safe Mode', exact: true });
export const mode = (page: Page) => page.getByRole('status', { name: 'Guardian mode' });
/** The strip of what runs on the host. */
export const facts = (page: Page) => page.getByRole('region', { name: 'Host facts' });
export const wayBack = (page: Page) => page.getByRole('region', { name: 'Way back to NORMAL' });
export const rowsOf = (page: Page, table: string) =>
  page.getByRole('table', { name: table }).getByRole('row');
export const dialogOf = (page: Page, action: string) => page.getByRole('dialog', { name: action });
/** The button in an action's dialog that sends. */
export const confirmOf = (page: Page, action: string) => button(dialogOf(page, action), action);
/** What is told of an action of the recovery page. */
export const resultOf = (page: Page, action: string) =>
  page.getByRole('region', { name: `Result of ${action}` });
export const approvalRecord = (page: Page) => page.getByRole('region', { name: 'Approval record' });
export const hostName = (root: Root) => root.getByRole('textbox', { name: 'Host name' });
export const confirmation = (root: Root) => root.getByRole('textbox', { name: 'Confirmation' });
export const scenarios = (page: Page) => page.getByRole('group', { name: 'What happened?' });
export const hostOperations = (page: Page) => page.getByRole('region', { name: 'Host operations' });

/** Opens a folded part of the Safe Mode page. */
export async function unfold(page: Page, part: string) {
  const folded = page.getByRole('region', { name: part, exact: true });
  await folded.getByRole('heading', { name: part, exact: true }).click();
  await expect(folded.getByRole('group')).toHaveAttribute('open');
}

export async function openPage(
  page: Page,
  name: 'Kill Switch' | 'Safe Mode' | 'Recovery' | 'Activation history',
) {
  await sidebar(page).getByRole('link', { name, exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
}

/** Waits until the page has read that the host is in Safe Mode: the banner moves the links, and a click meanwhile would miss them. */
export async function safeModeShown(page: Page) {
  await expect(banner(page)).toContainText('SAFE MODE');
}

/** Opens an action's dialog and fills it in, without sending it. */
export async function composeAction(page: Page, action: string, why: string, typed?: string) {
  await button(page, action).click();
  await reason(dialogOf(page, action)).fill(why);
  if (typed !== undefined) await hostName(page).or(confirmation(page)).fill(typed);
}

/** The Guardian looks again, and the page reads what it saw. */
export async function look(page: Page, server: TestServer) {
  server.advance(5_000);
  await refresh(page);
}

/** As `look`, with a dialog before the header: coming back to the window reads everything. */
export async function lookBehindDialog(page: Page, server: TestServer) {
  server.advance(5_000);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}

/** Somebody acts on the first tenant's Guardian, past this console. */
export const actElsewhere = <T>(
  server: TestServer,
  act: (guardian: GuardianState, by: Act) => T,
  why: string,
) =>
  server.backend.run((db) =>
    act(hostOf(db, tenants.acme.id).guardian, {
      operator: personas.security.email,
      reason: why,
      at: server.backend.clock(),
    }),
  );

/** What changed something, or meant to, oldest first: `POST /guardian/kill/acknowledge`. */
export function changes(server: TestServer): string[] {
  return server.backend.requests
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/auth/'))
    .map(({ method, path }) => `${method} ${path.replace(personas.admin.tenantId, '{tenant}')}`);
}

/** Presses a button that saves a file, and reads the file. */
export async function save(page: Page, press: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}
