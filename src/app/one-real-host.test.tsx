import '../features/recovery/recovery-page';
import '../features/safe-mode/safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { button, outageCard } from '../testing/find';
import {
  modeBadge,
  openModeDialog,
  rowsOfTable,
  sendMode,
  statusReads,
  summaryOf,
} from '../testing/find-guardian';
import { answerWith, renderApp } from '../testing/render-app';
import { signedRecord } from '../testing/signed-record';

const path = '/safe-mode';
const rail = () => screen.getByRole('region', { name: 'Safe Mode' });
const facts = () => screen.getByRole('region', { name: 'Host facts' });

/** A status of a host of Linux, with the places that its Guardian looks at. */
const linux = {
  platform: 'linux',
  containment: 'pidns+cgroup',
  kill_mechanisms: [
    { code: 'startup_flag', available: true, triggered: false, location: 'exacta-guardian --safe-mode' },
    { code: 'kill_file', available: true, triggered: false, location: '/var/lib/exacta/KILL' },
    { code: 'registry', available: true, triggered: false, location: '/etc/exacta/emergency-stop' },
  ],
} satisfies Partial<GuardianStatus>;

test('a silent host is told with the time of its last answer, beside what was known before', async () => {
  const app = await renderApp({ path });
  await app.backend.host.setSilent(true);
  await app.pass(40);
  for (const part of [rail(), modeBadge()]) {
    expect(part).toHaveTextContent(/Host acme-agents-01 silent since .*2026/);
    expect(part).toHaveTextContent('NORMAL');
    expect(part.querySelector('.text-clear')).toBeNull();
  }
  expect(modeBadge()).toHaveTextContent('The host is silent (503)');
});

test('a host that did not answer an action in time leaves its outcome open (law 4)', async () => {
  const app = await renderApp({ path });
  const data = { host: 'acme-agents-01', last_seen_at: '2026-11-21T08:59:59.000Z' };
  answerWith(
    http.post('*/guardian/safe-mode/enter', () =>
      HttpResponse.json({ success: false, error: 'host_outcome_unknown', data }, { status: 504 }),
    ),
  );
  await openModeDialog(app, 'Enter', 'A drill');
  await sendMode(app);
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent('The host did not answer in time (504)');
  expect(dialog).toHaveTextContent('It may have worked.');
  expect(dialog).not.toHaveTextContent('nothing changed');
});

test.each([
  ['pidns+cgroup', 'PID namespace and cgroup', false],
  ['none', 'not contained', true],
  ['jail\u202E', 'jail', false],
])('how Core is held is a fact of the host: %s', async (containment, words, warned) => {
  await renderApp({ path, prepare: () => answerWith(statusReads('SAFE', { containment })) });
  expect(within(facts()).getByText('Core is held by').parentElement).toHaveTextContent(words);
  expect(facts().textContent.includes('Core is not started')).toBe(warned);
});

test('an older Guardian does not say how Core is held, and then nothing is said', async () => {
  await renderApp({ path, prepare: () => answerWith(statusReads('NORMAL')) });
  expect(facts()).not.toHaveTextContent('Core is held by');
});

test.each([
  [false, true],
  [true, false],
  [null, false],
])('an approval record with last_exit_in_tenant_log %s is marked: %s', async (inLog, marked) => {
  const prepare = () =>
    answerWith(statusReads('NORMAL', { last_exit: signedRecord(), last_exit_in_tenant_log: inLog }));
  await renderApp({ path, as: 'auditor', prepare });
  const record = screen.getByRole('region', { name: 'Approval record' });
  expect(record.textContent.includes('Not yet in the tenant’s log')).toBe(marked);
});

test.each(['/safe-mode', '/recovery'])('%s shows a host of Linux nothing of Windows', async (page) => {
  await renderApp({ path: page, prepare: () => answerWith(statusReads('SAFE', linux)) });
  for (const details of document.querySelectorAll('details')) details.open = true;
  if (page === '/recovery') expect(document.body).toHaveTextContent('stop_frontend_safe.sh');
  else expect(document.body).toHaveTextContent("ssh acme-agents-01 'sudo touch /var/lib/exacta/KILL'");
  expect(document.body).not.toHaveTextContent(/[A-Z]:\\|\.exe|HKLM|PowerShell|\.ps1|registry k/i);
});

test('the emergency key of a Linux host has one name in the tables, the cause, the summary and the step', async () => {
  const entry_conditions = [{ code: 'registry', active: true, detail: '/etc/exacta/emergency-stop exists.' }];
  const kill_mechanisms = linux.kill_mechanisms.map((item) => ({
    ...item,
    triggered: item.code === 'registry',
  }));
  await renderApp({
    path,
    prepare: () => answerWith(statusReads('SAFE', { ...linux, entry_conditions, kill_mechanisms })),
  });
  expect(rowsOfTable('Entry conditions')[0]?.[0]).toBe('Emergency key is setregistry');
  expect(rowsOfTable('Kill mechanisms')[2]?.[0]).toBe('Emergency keyregistry');
  expect(summaryOf('Entry conditions')).toContain('Emergency key is set');
  expect(summaryOf('Kill mechanisms')).toContain('Triggered: Emergency key');
  expect(modeBadge()).toHaveTextContent('WhyEmergency key is set');
  expect(screen.getByRole('main')).toHaveTextContent(
    /Emergency key is set\. Delete the key.*sudo rm \/etc\/exacta\/emergency-stop/,
  );
});

test('the ways to stop agents without Aegis are those of the host’s platform', async () => {
  const app = await renderApp({ prepare: () => answerWith(statusReads('NORMAL', linux)) });
  app.faults('status:503');
  await app.pass(60);
  expect(outageCard()).toHaveTextContent('sudo touch /var/lib/exacta/KILL');
  expect(outageCard()).toHaveTextContent('sudo touch /etc/exacta/emergency-stop');
  expect(outageCard()).not.toHaveTextContent(/[A-Z]:\\|HKLM|registry/);
  expect(button('Copy emergency key')).toBeInTheDocument();
});
