import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import type { GuardianMode, GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { announced, badge, button, openDialog, send, tabIcon } from '../../../testing/find';
import { statusReads } from '../../../testing/find-guardian';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const HOST = 'acme-agents-01';
const cell = () => screen.getByRole('region', { name: 'Kill switch state' });
const green = () => [
  ...document.querySelectorAll('nav .text-clear, [aria-label="Kill switch state"] .text-clear'),
];
const page = (mode: GuardianMode, over: Partial<GuardianStatus> = {}) =>
  renderApp({ prepare: () => answerWith(statusReads(mode, over)) });
const hosts = (...modes: [name: string, mode: GuardianMode | null][]) => [
  http.get('*/guardian/status', () =>
    HttpResponse.json({ success: false, error: 'host_required', data: null }, { status: 400 }),
  ),
  http.get('*/guardian/hosts', () =>
    HttpResponse.json(
      {
        success: true,
        data: {
          items: modes.map(([name, mode]) => {
            return { name, mode, last_seen_at: mode === null ? null : '2026-11-21T08:59:59Z' };
          }),
        },
        error: null,
        meta: null,
      },
      { headers: { Date: 'Sat, 21 Nov 2026 09:00:00 GMT' } },
    ),
  ),
];

describe('while the switch is disengaged, the agents', () => {
  test('are running while the host is known to be NORMAL, and where there is no Guardian', async () => {
    await page('NORMAL');
    expect(badge()).toHaveTextContent(/^DisengagedAgents are running\. Since .*\.$/);
    expect(document.title).toMatch(/^Disengaged · Kill Switch ·/);
  });

  test('are running where there is no Guardian', async () => {
    await renderApp({ faults: 'guardian:404' });
    expect(badge()).toHaveTextContent(/^DisengagedAgents are running\. Since .*\.$/);
  });

  test('may only be said to call until the host has answered', async () => {
    const app = await renderApp({ faults: 'guardian:slow' });
    expect(badge()).toHaveTextContent(/^DisengagedAgents may call\. Since .*\.$/);
    await app.pass(3);
    expect(badge()).toHaveTextContent('Agents are running.');
  });

  test.each([
    ['SAFE', 'Safe Mode'],
    ['OPERATOR_OVERRIDE', 'OPERATOR OVERRIDE'],
  ] as const)('of a host in %s are stopped, and no other page or tab is green', async (mode, why) => {
    await page(mode, { host: 'gate\u202E-1' });
    expect(badge()).toHaveTextContent(`Agents may call. Since`);
    expect(badge()).toHaveTextContent(`The agents of host gate⟨U+202E⟩-1 are stopped (${why}).`);
    expect(badge()).not.toHaveTextContent('running');
    expect(cell()).toHaveTextContent(/^Kill switch disengaged$/);
    expect(green()).toEqual([]);
    expect(document.title).toBe('Disengaged · SAFE MODE · Kill Switch · Kill Switch Console');
    expect(tabIcon()).toContain('#d3242c');
  });

  test('of a host that fell silent are not known to run', async () => {
    const app = await renderApp();
    await app.backend.host.setSilent(true);
    await app.pass(40);
    expect(badge()).toHaveTextContent('Agents may call.');
    expect(badge()).toHaveTextContent(`It is not known whether the agents of host ${HOST} run.`);
    expect(document.title).toMatch(/^Disengaged · Safe Mode unknown · /);
    expect(tabIcon()).toContain('#c98a00');
  });

  test('of a host whose Guardian contradicts itself are not known to run', async () => {
    await page('NORMAL', { core_state: 'stopped' });
    expect(badge()).toHaveTextContent(`It is not known whether the agents of host ${HOST} run.`);
  });

  test('are told by the worst of several hosts, with how many others there are', async () => {
    await renderApp({
      prepare: () => answerWith(...hosts(['g-1', 'NORMAL'], ['g-2', 'SAFE'], ['g-3', null], ['g-4', 'SAFE'])),
    });
    expect(badge()).toHaveTextContent(
      'The agents of host g-2 are stopped (Safe Mode). 2 other hosts are not known to be NORMAL.',
    );
  });

  test('are not known to run on a host that never answered, nor while the list cannot be read', async () => {
    const app = await renderApp({ prepare: () => answerWith(...hosts(['g-1', 'NORMAL'], ['g-3', null])) });
    const unknown = /Agents may call\..*It is not known whether the hosts let the agents run\.$/;
    expect(badge()).toHaveTextContent(unknown);
    answerWith(...hosts(['g-1', 'NORMAL'], ['g-3', 'NORMAL']));
    await app.pass(10);
    expect(badge()).toHaveTextContent('Agents are running.');
    answerWith(http.get('*/guardian/hosts', () => HttpResponse.json({}, { status: 503 })));
    await app.pass(60);
    expect(badge()).toHaveTextContent(unknown);
  });
});

describe('a disengage while a host is not known to be NORMAL', () => {
  /** Only a host whose last known mode is NORMAL leaves the lever free. */
  async function disengage(app: App) {
    await openDialog(app, 'Disengage', 'The loop is fixed');
    await send(app);
    await app.pass(2);
  }

  test('is announced together with that, and copied with it for the incident channel', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await app.backend.host.setSilent(true);
    await app.pass(40);
    await disengage(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(announced('assertive')).toBe('Kill switch disengaged. Safe Mode unknown.');
    await app.click(button('Copy for the incident channel'));
    expect(await navigator.clipboard.readText()).toMatch(
      new RegExp(
        `^Kill switch disengaged\\n[^]*\\nHosts: It is not known whether the agents of host ${HOST} run\\.$`,
      ),
    );
  });

  test('is announced alone while the host is NORMAL, and its copy says nothing of hosts', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await disengage(app);
    expect(announced('assertive')).toBe('Kill switch disengaged.');
    await app.click(button('Copy for the incident channel'));
    expect(await navigator.clipboard.readText()).not.toContain('Hosts:');
  });
});

test('the tab of somebody who may not see the switch tells Safe Mode all the same', async () => {
  await renderApp({ as: 'viewer', path: '/', prepare: () => answerWith(statusReads('SAFE')) });
  expect(document.title).toBe('SAFE MODE · No access · Kill Switch Console');
});
