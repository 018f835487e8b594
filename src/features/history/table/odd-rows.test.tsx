import '../history-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { toggleRows } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

// Law 12: rows that are not what they should be hide no others, and do not get lost in silence.

const path = '/kill-switch/history?view=toggles';
const main = () => screen.getByRole('main');
const count = () => screen.getByText(/^(Shown:|No match|[\d,]+ match)/).textContent;

test('rows of another tenant are told, and neither shown nor found', async () => {
  const app = await renderApp({ path, seed: { foreignRows: 3 } });
  expect(main()).toHaveTextContent('3 rows of another tenant came with the answers and are left out.');
  expect(count()).toBe('Shown: all 8 toggles.');
  expect(toggleRows()).toHaveLength(8);
  await app.fill(screen.getByLabelText('Search'), 'not yours to read');
  expect(count()).toBe('No match among all 8 toggles.');
  expect(main()).not.toHaveTextContent('Not yours to read');
});

test('odd rows show as text what they hold, and what cannot be read is counted', async () => {
  const app = await renderApp({ path, seed: { malformedRows: 15 } });
  expect(main()).toHaveTextContent('3 rows could not be read and are not shown or exported.');
  // 8 of the story, 12 odd ones that can be read, two of which have the same id and are not the same row.
  expect(count()).toBe('Shown: all 20 toggles.');
  expect(main()).toHaveTextContent('2 rows share their id with another row.');
  const text = main().textContent;
  for (const words of [
    'Traced to a duplicated cron job',
    '<script>alert(1)</script>',
    'invoice⟨U+202E⟩fdp.exe⟨U+0000⟩⟨U+001B⟩[31m',
    'not recorded',
    '2026-11-20T10:00:00 (not a time with a zone)',
    'yesterday, late (not a time with a zone)',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('polluted');
  await app.fill(screen.getByLabelText('Search'), 'Odd row 12');
  await app.click(screen.getAllByRole('button', { name: 'Details' })[0] ?? document.body);
  expect(screen.getByRole('cell', { name: /Raw record/ })).toHaveTextContent('"request_id"');
});

test('what the gateway redacts is told as such, and compared with nothing', async () => {
  const app = await renderApp({ path, as: 'auditor', faults: 'history:redacted-answers' });
  expect(toggleRows()).toHaveLength(8);
  await app.click(screen.getAllByRole('button', { name: 'Details' })[0] ?? document.body);
  expect(screen.getByRole('cell', { name: /Raw record/ })).toHaveTextContent('Hashredacted by the server');
  await app.click(screen.getByRole('button', { name: 'Verify audit chain' }));
  expect(screen.getByRole('region', { name: 'Audit chain' })).toHaveTextContent(
    /This console could check nothing itself.*The server redacted the hashes of all loaded rows\./,
  );
});
