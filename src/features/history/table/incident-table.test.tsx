import '../history-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import { rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history';
const table = () => screen.getByRole('table', { name: 'Incidents' });
const rows = () =>
  within(table())
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    );
const heading = () => screen.getByRole('heading', { level: 2, name: /^Incidents/ }).textContent;
const toggle = (action: 'engaged' | 'disengaged', timestamp: string, metadata: Record<string, string>) => ({
  id: `${action} ${timestamp}`,
  tenant_id: tenants.acme.id,
  action: `kill_switch_${action}`,
  timestamp,
  metadata_json: metadata,
});
// Both kinds in one answer: the page uses the action in the rows, not the one that it requested.
const withRows = (...items: unknown[]) => ({
  prepare: () => answerWith(rowsAre('kill_switch_engaged', items)),
});

describe('the table of incidents', () => {
  test('tells from when to when, how long, why and how it ended, and by whom', async () => {
    await renderApp({ path, as: 'auditor', seed: { engaged: true } });
    expect(
      within(table())
        .getAllByRole('columnheader')
        .map((head) => head.textContent),
    ).toEqual(['Engaged', 'Disengaged', 'Length', 'Why → how it ended', 'By']);
    expect(heading()).toBe('Incidents: 5 of 5');
    const [open, ended] = rows();
    expect(open?.slice(1)).toEqual([
      'still open',
      'still openShow rows',
      'Agent deletes customer records outside its scope',
      expect.any(String),
    ]);
    expect(ended).toEqual([
      expect.stringContaining('08:48:00'),
      expect.stringContaining('09:13:00'),
      '25 minShow rows',
      expect.stringMatching(/^Unexplained spend spike on the billing agent→ Traced to a duplicated cron job/),
      `${personas.admin.email}→ ${personas.admin.email}`,
    ]);
  });

  test('holds the incidents of which a row is kept by the filter, all of each', async () => {
    const app = await renderApp({ path });
    await app.fill(screen.getByLabelText('Search'), 'every worker confirmed');
    expect(heading()).toBe('Incidents: 1 of 4');
    expect(rows()[0]?.[3]).toMatch(/^Quarterly drill→ Drill finished, every worker confirmed/);
    await app.click(screen.getByRole('link', { name: 'Show rows' }));
    expect(screen.getByRole('table', { name: 'Toggles' })).toHaveTextContent('Quarterly drill');
    expect(screen.getByRole('cell', { name: /Raw record/ })).toHaveTextContent('"Quarterly drill"');
  });

  test('says how often it was toggled without an effect, and what is not known', async () => {
    await renderApp({
      path,
      ...withRows(
        toggle('engaged', '2026-11-20T12:00:00Z', { reason: 'Again' }),
        toggle('engaged', '2026-11-20T11:00:00Z', { reason: 'First' }),
        toggle('disengaged', '2026-11-19T12:00:00Z', { reason: 'Twice' }),
        toggle('disengaged', '2026-11-19T11:00:00Z', { reason: 'Over' }),
      ),
    });
    expect(rows()).toEqual([
      [
        expect.stringMatching(/11:00:00.*engaged again once$/),
        'still open',
        'still openShow rows',
        'First',
        'not recorded',
      ],
      [
        'not known',
        expect.stringMatching(/11:00:00.*disengaged again once$/),
        'engage not knownShow rows',
        'not recorded→ Over',
        'not known→ not recorded',
      ],
    ]);
  });

  test('shows rows that are no part of an incident under Toggles, and says so', async () => {
    await renderApp({
      path,
      ...withRows({ ...toggle('engaged', '2026-11-20T12:00:00Z', {}), action: 'kill_switch_tested' }),
    });
    expect(screen.queryByRole('table', { name: 'Incidents' })).toBeNull();
    expect(screen.getByRole('main')).toHaveTextContent('They are under Toggles.');
  });
});

describe('who toggled', () => {
  const one = (metadata: Record<string, string>) =>
    withRows(toggle('engaged', '2026-11-20T12:00:00Z', metadata));
  const who = () => rows()[0]?.[4];

  test('is named by name, or by e-mail address', async () => {
    await renderApp({
      path,
      ...one({ actor: 'x', actor_email: 'mara@acme.example', actor_name: 'Mara Lind' }),
    });
    expect(who()).toBe('Mara Lind (mara@acme.example)');
  });

  test('is named from this session where the row has only the id', async () => {
    await renderApp({ path, ...one({ actor: personas.admin.id }) });
    expect(who()).toBe(`you, ${personas.admin.fullName}`);
  });

  test('is a short id where nothing else is known, which can be copied whole', async () => {
    const app = await renderApp({ path, as: 'auditor', ...one({ actor: personas.security.id }) });
    expect(who()).toMatch(/^5ec0…5f6a/);
    await app.click(screen.getByRole('button', { name: 'Copy 5ec0…5f6a' }));
    expect(await navigator.clipboard.readText()).toBe(personas.security.id);
    expect(who()).toMatch(/Copied\.$/);
  });
});
