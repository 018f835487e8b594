import '../history-page';
import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import { rowsAre } from '../../../testing/find';
import { answerWith, renderApp, type App } from '../../../testing/render-app';
import { rowsOf } from '../../../../mocks/db';

const path = '/kill-switch/history';
const button = (name: string) => screen.getByRole('button', { name });
const report = () => screen.getByRole('region', { name: 'Evidence report' });
const fact = (name: string) =>
  within(screen.getByLabelText('About this report')).getByText(name, { exact: true }).nextElementSibling;
const doubts = () =>
  within(report())
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const open = (app: App) => app.click(button('Evidence report'));
const hex = async (text: string) => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(hash).toString('hex');
};

const saved: { name: string; blob: Blob }[] = [];
beforeEach(() => {
  saved.length = 0;
  const blobs = new Map<string, Blob>();
  // jsdom cannot make addresses for blobs or save files.
  URL.createObjectURL = (blob: Blob) => {
    const url = `blob:x/${blobs.size}`;
    blobs.set(url, blob);
    return url;
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob() });
  });
});

describe('the evidence report', () => {
  test('holds question, answer, verdict, incidents, rows with ids and hashes, and who made it when', async () => {
    const app = await renderApp({ path: `${path}?from=2026-11-20&to=2026-11-20` });
    const audit = await app.backend.run((db) => rowsOf(db, tenants.acme.id).toReversed());
    await app.click(button('Verify audit chain'));
    await open(app);
    expect(screen.getByRole('heading', { level: 2, name: 'Evidence report' })).toHaveFocus();
    expect(fact('Question')).toHaveTextContent('Filter: incidents that overlap: Fri 20 Nov 2026 (UTC).');
    expect(fact('Answer')).toHaveTextContent('Fri 20 Nov 2026: engaged 25 min of 24 h, by');
    expect(fact('Tenant')).toHaveTextContent(tenants.acme.id);
    expect(fact('Made by')).toHaveTextContent(`${personas.admin.fullName}, ${personas.admin.email}, ADMIN`);
    expect(fact('Made at')).toHaveTextContent('2026-11-21 09:00:00 UTC (this device’s clock)');
    expect(fact('Address')).toHaveTextContent(`${path}?from=2026-11-20&to=2026-11-20`);
    expect(fact('Contents')).toHaveTextContent('1 incident, 2 rows. Every row of the history could be read.');
    expect(fact('Audit chain')).toHaveTextContent(
      'The server says: intact. 8 rows checked, 0 errors, as of 2026-11-21 09:00:00 UTC',
    );
    expect(within(report()).getByRole('table', { name: 'Incidents' })).toHaveTextContent('25 min');
    const rows = within(report()).getByRole('table', { name: 'Rows' });
    for (const row of audit.slice(0, 2))
      for (const text of [row.id, row.request_id, row.event_hash, row.prev_hash])
        expect(rows).toHaveTextContent(text);
    expect(rows).not.toHaveTextContent('Quarterly drill');
    expect(doubts()).toEqual([
      'The hashes themselves: this console cannot recompute them, and it does not see the rows between.',
      'Who made this report: it names the signed-in person, and nobody has signed it.',
    ]);
    // The rest of the page is not in the report.
    expect(screen.queryByRole('figure', { name: 'Timeline' })).toBeNull();
  });

  test('says that the chain was not verified, and never that it is intact, when nobody asked', async () => {
    const app = await renderApp({ path });
    await open(app);
    expect(fact('Audit chain')).toHaveTextContent(/^Not verified\.$/);
    expect(doubts()[0]).toBe('The audit chain: it was not verified.');
    expect(report()).not.toHaveTextContent('intact');
  });

  test('says that the chain is broken', async () => {
    const app = await renderApp({ path, seed: { brokenChain: true } });
    await app.click(button('Verify audit chain'));
    await open(app);
    expect(fact('Audit chain')).toHaveTextContent('The server says: BROKEN. 8 rows checked, 1 error,');
  });

  test('is one file whose SHA-256 it names, with the verdict, the doubts and the rows as they were sent', async () => {
    const app = await renderApp({
      path: `${path}?from=2026-11-15&to=2026-11-15`,
      seed: { brokenChain: true },
    });
    const audit = await app.backend.run((db) => rowsOf(db, tenants.acme.id).toReversed());
    await app.click(button('Verify audit chain'));
    await open(app);
    await app.click(button('Download JSON'));
    const text = new TextDecoder().decode(await saved[0]?.blob.arrayBuffer());
    expect(saved[0]?.name).toMatch(/^kill-switch-evidence_.+_filtered\.json$/);
    expect(fact('File')).toHaveTextContent(saved[0]?.name ?? '-');
    expect(await within(report()).findByText(await hex(text))).toBe(fact('SHA-256 of the file')?.firstChild);
    const file: Record<string, unknown> = JSON.parse(text);
    expect(file).toMatchObject({
      format: 'kill-switch-evidence/1',
      tenant_id: tenants.acme.id,
      made_by: { id: personas.admin.id, email: personas.admin.email, role: 'ADMIN' },
      question: expect.stringContaining('incidents that overlap: Sun 15 Nov 2026'),
      answer: fact('Answer')?.textContent,
      chain: { verified: true, intact: false, server_verdict: { valid: false, error_count: 1 } },
      not_verified: doubts(),
      incidents: [{ seconds: 420, engaged: { by: personas.security.email, reason: '(changed afterwards)' } }],
      count: 2,
      complete: true,
      rows: audit.slice(2, 4),
    });
  });

  test('says that no digest could be made where the browser makes none', async () => {
    const app = await renderApp({ path });
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    await open(app);
    expect(fact('SHA-256 of the file')).toHaveTextContent('It could not be made');
  });

  test('says what it lacks', async () => {
    const app = await renderApp({ path, seed: { malformedRows: 15, foreignRows: 2 } });
    await open(app);
    expect(fact('Contents')).toHaveTextContent('The history could not be read completely.');
    expect(doubts().join()).toContain('Completeness: 3 rows could not be read.');
    expect(doubts().join()).toContain('Completeness: 2 rows of another tenant came with the answers.');
    expect(doubts().join()).toContain('Ids: 2 rows of the history share their id with another row.');
  });

  test('stays as it was made, and the way back leads to the button', async () => {
    const app = await renderApp({ path });
    await open(app);
    await app.elsewhere('security', 'engage', 'Later than the report');
    await app.pass(30);
    expect(report()).not.toHaveTextContent('Later than the report');
    expect(fact('Contents')).toHaveTextContent('8 rows');
    await app.click(button('Back to the history'));
    expect(button('Evidence report')).toHaveFocus();
    expect(screen.getByRole('table', { name: 'Incidents' })).toHaveTextContent('Later than the report');
  });
});

test('a link to the history leads out of the report', async () => {
  const app = await renderApp({ path });
  await open(app);
  await app.click(screen.getByRole('link', { name: 'Activation history' }));
  expect(screen.queryByRole('region', { name: 'Evidence report' })).toBeNull();
  await app.click(screen.getByRole('button', { name: '90 d' }));
  await app.pass(1);
  expect(screen.getByRole('figure', { name: 'Timeline' })).toBeVisible();
});

describe('a report of very many rows', () => {
  const many = Array.from({ length: 1_200 }, (_, n) => ({
    id: `row-${n}`,
    tenant_id: tenants.acme.id,
    action: 'kill_switch_engaged',
    timestamp: new Date(Date.UTC(2026, 10, 20) - n * 60_000).toISOString(),
  }));
  const prepare = () => answerWith(rowsAre('kill_switch_engaged', many));
  // Finding so many cells by role takes long.
  const written = () => document.querySelectorAll('table[aria-label="Rows"] tbody').length;

  test('says how many there are before it is made, and is written piece by piece', async () => {
    const app = await renderApp({ path, prepare });
    await open(app);
    expect(report()).toHaveTextContent('This report would have 1,200 rows in 1 incident.');
    expect(written()).toBe(0);
    await app.click(button('Go on with 1,200 rows'));
    expect(written()).toBeLessThan(1_200);
    expect(report()).toHaveTextContent(/Writing the rows: \d+ of 1,200\. Print when all are there\./);
    await app.pass(1, 0.1);
    expect(written()).toBe(1_200);
    expect(report()).not.toHaveTextContent('Writing the rows');
  });

  test('lets the person go back and narrow the filter', async () => {
    const app = await renderApp({ path, prepare });
    await open(app);
    await app.click(button('Back to the history'));
    await app.fill(screen.getByLabelText('To (UTC)'), '2026-11-18');
    expect(screen.getByRole('status', { name: 'Answer' })).toBeVisible();
  });
});
