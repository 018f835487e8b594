import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { alerts, modeBadge, statusReads, summaryOf } from '../../../testing/find-guardian';
import { answerWith, renderApp, START } from '../../../testing/render-app';

const path = '/safe-mode';
const page = (...handlers: Parameters<typeof answerWith>) =>
  renderApp({ path, prepare: () => answerWith(...handlers) });
const facts = () => screen.getByRole('region', { name: 'Host facts' });
const isGreen = () => modeBadge().parentElement?.classList.contains('text-clear') ?? false;
const failing = (status: number, body: object) =>
  http.get('*/guardian/status', () => HttpResponse.json(body, { status }));

test('the page has one heading, and the mode comes first', async () => {
  await renderApp({ path });
  expect(screen.getAllByRole('heading', { level: 1 }).map((heading) => heading.textContent)).toEqual([
    'Safe Mode',
  ]);
  expect(modeBadge()).toHaveTextContent(/^NORMAL/);
  expect(modeBadge()).toHaveAttribute('aria-live', 'off');
});

test('Checking is all that the badge says before the first answer', async () => {
  const app = await renderApp({ path, faults: 'guardian:slow' });
  expect(modeBadge()).toHaveTextContent(/^Checking…$/);
  expect(isGreen()).toBe(false);
  await app.pass(3);
  expect(modeBadge()).toHaveTextContent(/^NORMAL/);
  expect(isGreen()).toBe(true);
});

describe('a confirmed mode', () => {
  test('shows its cause and its start, and the host with what runs there [F7-106]', async () => {
    await page(statusReads('SAFE', {}, { Date: 'Sat, 21 Nov 2026 09:00:00 GMT' }));
    expect(modeBadge()).toHaveTextContent(/^SAFE/);
    const definitionsIn = (part: HTMLElement) =>
      within(part)
        .getAllByRole('definition')
        .map((item) => item.textContent);
    expect(definitionsIn(modeBadge())).toEqual([
      'Previous session crashed 3 or more times',
      expect.stringMatching(/2026-11-21 08:48:00 UTC\)?\s+for 12 min$/),
    ]);
    expect(definitionsIn(facts())).toEqual([
      'acme-agents-01',
      'PROFILE-SAFE',
      '0',
      'as Safe Mode demands',
      'Intact',
      'c0ffee',
      'stopped, version 2.4.1',
      'Guardian 2.2.0',
    ]);
    expect(isGreen()).toBe(false);
  });

  test.each([
    ['2026-11-21T09:00:00.900Z', 'for 0 s'],
    ['2026-11-21T09:00:01.100Z', ''],
  ])('that began at %s, by a Date of whole seconds, has lasted “%s”', async (since, lasting) => {
    await page(statusReads('SAFE', { since }, { Date: 'Sat, 21 Nov 2026 09:00:00 GMT' }));
    expect(within(modeBadge()).getAllByRole('definition')[1]?.textContent).toMatch(
      new RegExp(`UTC\\)?\\s+${lasting}$`),
    );
  });

  test('of Operator Override is shown as such [F7-27]', async () => {
    await page(statusReads('OPERATOR_OVERRIDE'));
    expect(modeBadge()).toHaveTextContent(/^OPERATOR OVERRIDE/);
    expect(modeBadge()).toHaveTextContent('WhyKILL file exists');
    expect(alerts()).toEqual([]);
  });

  test('of Operator Override stays after the KILL file is gone, without a contradiction', async () => {
    const off = { code: 'kill_file', active: false };
    const kill_mechanisms = [{ code: 'kill_file', available: true, triggered: false }];
    await page(statusReads('OPERATOR_OVERRIDE', { entry_conditions: [off], kill_mechanisms }));
    expect(modeBadge()).toHaveTextContent(/^OPERATOR OVERRIDEThe KILL file stopped Core/);
    expect(modeBadge()).toHaveTextContent('the KILL file is gone, and the kill waits to be acknowledged.');
    expect(screen.queryByText('The Guardian contradicts itself')).toBeNull();
  });

  test('may come from a Guardian that reports nothing else', async () => {
    await page(
      http.get('*/guardian/status', () =>
        HttpResponse.json({ success: true, data: { mode: 'SAFE', host: '' } }),
      ),
    );
    expect(modeBadge()).toHaveTextContent(/^SAFE/);
    expect(facts()).toHaveTextContent('Hostnot recorded');
    expect(screen.getByText('The host’s name cannot safely stand in a command')).toBeVisible();
  });

  test('shows hostile text as text, isolated and with hidden characters visible', async () => {
    const entry_conditions = [{ code: '__proto__', active: true, detail: '<img src=x>\u202Egnp' }];
    await page(statusReads('SAFE', { host: 'a\u202Eb', since: 'yesterday', entry_conditions }));
    expect(facts()).toHaveTextContent('Hosta⟨U+202E⟩b');
    expect(modeBadge()).toHaveTextContent('yesterday (not a time with a zone)');
    expect(modeBadge()).toHaveTextContent('Why__proto__');
    expect(screen.getByText('<img src=x>⟨U+202E⟩gnp').tagName).toBe('BDI');
  });
});

describe('Unknown', () => {
  test('says that it was not confirmed yet, why, and what to quote', async () => {
    const app = await page(
      failing(503, { success: false, error: 'guardian_down', data: null, meta: { request_id: 'req-7' } }),
    );
    expect(modeBadge()).toHaveTextContent(/^Unknown — not confirmed yet/);
    expect(modeBadge()).toHaveTextContent('The server is not available (503).');
    expect(modeBadge()).toHaveTextContent(/For support: HTTP 503 · code guardian_down · request \S+/);
    expect(isGreen()).toBe(false);
    expect(screen.queryByRole('table', { name: 'Entry conditions' })).toBeNull();
    answerWith(statusReads('NORMAL'));
    await app.pass(5);
    expect(modeBadge()).toHaveTextContent(/^NORMAL/);
  });

  test('shows what was last confirmed, how long ago, and marks what follows as old', async () => {
    const app = await page(statusReads('SAFE'));
    answerWith(failing(500, {}));
    await app.pass(6, 1);
    expect(modeBadge()).toHaveTextContent(/^Unknown — last confirmed SAFE \d+ s ago/);
    expect(screen.getByText('What follows is what was last read. It may have changed since.')).toBeVisible();
    expect(summaryOf('Capabilities')).toContain('Last read:');
    expect(screen.getByRole('table', { name: 'Entry conditions' })).toBeVisible();
  });

  test.each([
    ['another mode', { mode: 'FINE', host: 'h' }],
    ['no host', { mode: 'NORMAL' }],
    ['nothing', null],
  ])('follows from an answer with %s', async (_, data) => {
    await page(http.get('*/guardian/status', () => HttpResponse.json({ success: true, data })));
    expect(modeBadge()).toHaveTextContent(/^Unknown — not confirmed yet.*not understood/);
    expect(isGreen()).toBe(false);
  });

  test('follows from an answer from before a sleep', async () => {
    const app = await renderApp({ path });
    expect(isGreen()).toBe(true);
    app.faults('guardian:slow');
    await app.happen(() => {
      vi.setSystemTime(START + 60_000);
      window.dispatchEvent(new Event('focus'));
    });
    expect(modeBadge()).toHaveTextContent(/^Unknown — last confirmed NORMAL 60 s ago.*too long ago/);
    expect(isGreen()).toBe(false);
    await app.pass(3, 1);
    expect(isGreen()).toBe(true);
  });
});

describe('a contradiction', () => {
  test('removes the green, and both sides are named', async () => {
    await renderApp({ path, faults: 'guardian:mode-contradiction' });
    expect(modeBadge()).toHaveTextContent(/^NORMAL, but contradicted/);
    expect(isGreen()).toBe(false);
    expect(alerts()).toEqual([
      expect.stringMatching(
        /The Guardian contradicts itself.*The mode is NORMAL\. But: An entry condition is active: KILL file exists\./,
      ),
    ]);
  });

  test.each([
    ['children-in-safe-mode', 'Guardian has 4 child processes.'],
    ['capability-leak', 'A capability is not stopped: Shell execution is “enabled”.'],
  ])('of the fault %s is shown while Safe Mode stays red', async (fault, words) => {
    await renderApp({
      path,
      faults: `guardian:${fault}`,
      prepare: (backend) => backend.host.setStartupFlag(true),
    });
    expect(modeBadge()).toHaveTextContent(/^SAFE, but contradicted/);
    expect(alerts().join()).toContain(`The mode is SAFE. But: ${words}`);
  });

  test('that was read last is shown as such', async () => {
    const app = await page(statusReads('OPERATOR_OVERRIDE', { core_state: 'running' }));
    expect(alerts().join()).toContain('But: Core is running.');
    answerWith(failing(500, {}));
    await app.pass(6, 1);
    expect(alerts().join()).toContain('The Guardian contradicts itself in what was last read');
  });
});
