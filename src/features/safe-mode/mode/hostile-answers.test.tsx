import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { button } from '../../../testing/find';
import { modeBadge, reads, rowsOfTable, statusReads } from '../../../testing/find-guardian';
import { answerWith, renderApp } from '../../../testing/render-app';

const page = (...handlers: Parameters<typeof answerWith>) =>
  renderApp({ path: '/safe-mode', as: 'auditor', prepare: () => answerWith(...handlers) });

/** A status with one member that is inserted into the answer as text. */
const statusWith = (member: string) =>
  http.get('*/guardian/status', () =>
    HttpResponse.text(
      `{"success":true,"error":null,"meta":null,"data":{"mode":"NORMAL","host":"acme-agents-01",${member}}}`,
      { headers: { 'Content-Type': 'application/json' } },
    ),
  );

test('an event whose id contains half a character is shown, and older events are loaded as far as possible', async () => {
  const items = [{ id: 'a\ud800b', kind: 'export' }];
  const app = await page(reads('events', { items }));
  await app.click(button('Load older events'));
  expect(rowsOfTable('Guardian events')).toHaveLength(1);
  const asked = app.sent('GET', '/guardian/events').map(({ path }) => path);
  expect(asked.at(-1)).toContain('before=a%EF%BF%BDb');
});

describe('nesting that is too deep', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

  test('in the policy’s settings is reported, and the page stays', async () => {
    await page(statusWith(`"policy":{"intact":true,"hash":"c0ffee","settings":{"odd":${deep}}}`));
    expect(modeBadge()).toHaveTextContent('NORMAL');
    expect(screen.getByRole('region', { name: 'Processes and policy' })).toHaveTextContent(
      'odd(nested too deeply to show here)',
    );
  });

  test('in a last exit that is no record is reported, and the page stays', async () => {
    await page(statusWith(`"last_exit":{"deep":${deep}}`));
    expect(modeBadge()).toHaveTextContent('NORMAL');
    expect(screen.getByText('The approval record of the newest exit is not readable')).toBeVisible();
  });
});

test('only some of thousands of codes are shown, with their number', async () => {
  const capabilities = Array.from({ length: 5_000 }, (_, index) => ({ code: `c${index}`, state: 'enabled' }));
  await page(statusReads('SAFE', { capabilities }));
  expect(rowsOfTable('Capabilities')).toHaveLength(200);
  expect(screen.getByText(/^Only the first/)).toHaveTextContent('Only the first 200 of 5007 are shown.');
  const told = screen.getByText('The Guardian contradicts itself').closest('[role=alert]');
  expect(within(told as HTMLElement).getAllByRole('listitem').length).toBeLessThanOrEqual(50);
  expect(told).toHaveTextContent(/And \d+ more\./);
});

test.each<[string, string]>([
  ['Core is “blocked”.', '"core_state":"blocked"'],
  ['The profile is PROFILE-SAFE, which Safe Mode forces.', '"profile":"PROFILE-SAFE"'],
  ['The Guardian has -3 child processes.', '"child_processes":-3'],
  ['The Guardian has Infinity child processes.', '"child_processes":1e999'],
  [
    'Every capability that it reports is stopped.',
    '"capabilities":[{"code":"network","state":"disabled"},{"code":"ai_planning","state":"disabled"}]',
  ],
])('NORMAL beside “%s” is shown as a contradiction, and nowhere in green', async (words, member) => {
  await page(statusWith(member));
  expect(screen.getByText('The Guardian contradicts itself').closest('[role=alert]')).toHaveTextContent(
    words,
  );
  expect(modeBadge()).toHaveTextContent(/^NORMAL, but contradicted/);
  expect(modeBadge().parentElement).not.toHaveClass('text-clear');
  expect(screen.getByRole('region', { name: 'Safe Mode' })).toHaveTextContent('Safe Mode unknown');
});
