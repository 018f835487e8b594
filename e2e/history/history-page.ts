import type { Page } from '@playwright/test';
import type { ChainedRow } from '../../core/audit/chain/chain';
import { tenants } from '../../mocks/seeds/personas';
import { button, heading } from '../support/console';
import { expect } from '../support/fixtures';
import type { TestServer } from '../support/test-server';
import { rowsOf } from '../../mocks/db';

// The history page by roles and names, and what its server really has.

const HISTORY = '/kill-switch/history';
export const EMPTY = 'No kill-switch activations recorded.';

const table = (page: Page) => page.getByRole('table', { name: 'Toggles' });
export const incidents = (page: Page) => page.getByRole('table', { name: 'Incidents' });
/** The toggles on the page shown; an open row's details are not one. */
export const toggleRows = (page: Page) =>
  table(page)
    .getByRole('row')
    .filter({ has: button(page, 'Details') });
export const openDetails = (page: Page) => table(page).getByRole('cell').filter({ hasText: 'Raw record' });
export const timeline = (page: Page) => page.getByRole('figure', { name: 'Timeline' });
export const chainReport = (page: Page) => page.getByRole('region', { name: 'Audit chain' });
export const filterBar = (page: Page) => page.getByRole('search', { name: 'Filter' });
export const search = (page: Page) => filterBar(page).getByRole('searchbox', { name: 'Search' });
/** A range of the filter: `24 h`, `7 d`, `90 d` or `All`. */
export const range = (page: Page, name: string) => filterBar(page).getByRole('button', { name, exact: true });
/** Links to single rows. */
export const rowLink = (id: string) => `${HISTORY}?row=${encodeURIComponent(id)}`;

/** How many toggles are shown of how many: the words above the table. Loading 10,000 of them may take a while. */
export async function expectCount(page: Page, words: string) {
  await expect(page.getByText(words, { exact: true })).toBeVisible({ timeout: 20_000 });
}

/** From the incidents, which the page shows first, to the toggles. */
export async function showToggles(page: Page) {
  await button(page, 'Toggles').click();
  await expect(table(page)).toBeVisible();
}

/** From the kill-switch page by the sidebar, as ADMIN and SECURITY come here. */
export async function openFromSidebar(page: Page) {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Activation history' })
    .click();
  await expect(heading(page, 'Activation history')).toBeVisible();
}

/** What the first tenant's audit log has, newest first. */
export function recordedRows(server: TestServer): Promise<ChainedRow[]> {
  return server.backend.run((db) => rowsOf(db, tenants.acme.id).toReversed());
}

/** The pages of the audit log that were asked for, in order: `engaged 500+0`. */
export function pagesAsked(server: TestServer): string[] {
  return server.requestsTo('/audit/logs').flatMap(({ query: { action = '', limit = '', offset = '0' } }) =>
    // The newest 20 are polled, too.
    limit === '20' ? [] : [`${action.replace('kill_switch_', '')} ${limit}+${offset}`],
  );
}
