import './safe-mode-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { consistentStatus } from '../../testing/consistent-status';
import { alerts, isOpen, pressFold, rowsOfTable, statusReads, summaryOf } from '../../testing/find-guardian';
import { answerWith, renderApp } from '../../testing/render-app';

const path = '/safe-mode';
const DATE = { Date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
const page = (...handlers: Parameters<typeof answerWith>) =>
  renderApp({ path, as: 'auditor', prepare: () => answerWith(...handlers) });

describe('entry conditions', () => {
  test('are the seven, with the active ones first [F7-64, F7-65, F7-66, F7-67, F7-68, F7-69, F7-70]', async () => {
    await page(statusReads('SAFE'));
    const rows = rowsOfTable('Entry conditions');
    expect(rows.map(([name, state]) => [name, state])).toEqual([
      ['Previous session crashed 3 or more timescrash_loop', 'Active'],
      ['Started with --safe-modestartup_flag', 'Not active'],
      ['KILL file existskill_file', 'Not active'],
      ['Registry kill switch is setregistry', 'Not active'],
      ['Core signature failurecore_signature', 'Not active'],
      ['Policy corruptionpolicy_corruption', 'Not active'],
      ['Upgrade was rolled backupgrade_rollback', 'Not active'],
    ]);
  });

  test('that are not reported say so, and unknown ones are shown as they were sent', async () => {
    const entry_conditions = [
      { code: 'registry', active: false },
      { code: 'tamper\u202E', active: true, detail: 'Case opened', since: '2026-11-21T08:00:00Z' },
    ];
    await page(statusReads('SAFE', { entry_conditions }));
    const rows = rowsOfTable('Entry conditions');
    expect(rows[0]).toEqual([
      'tamper⟨U+202E⟩not known to this console',
      'Active',
      'Case opened',
      expect.stringContaining('2026-11-21 08:00:00 UTC'),
    ]);
    expect(rows.filter(([, state]) => state === 'not reported')).toHaveLength(6);
  });
});

describe('kill mechanisms', () => {
  test('show where, how often and when the Guardian checks [F7-23, F7-24, F7-37, F7-39, F7-46]', async () => {
    const app = await renderApp({ path });
    expect(isOpen('Kill mechanisms')).toBe(false);
    expect(summaryOf('Kill mechanisms')).toContain('3 of 3 reachable, none triggered');
    await pressFold(app, 'Kill mechanisms');
    expect(rowsOfTable('Kill mechanisms')).toEqual([
      [
        'Startup flagstartup_flag',
        'exacta-guardian.exe --start-safe',
        'Yes',
        'No',
        'at start',
        expect.any(String),
      ],
      ['KILL filekill_file', 'C:\\ProgramData\\Exacta\\KILL', 'Yes', 'No', 'every 5 s', expect.any(String)],
      [
        'Registry keyregistry',
        'HKLM\\SOFTWARE\\Exacta\\EmergencyStop',
        'Yes',
        'No',
        'every 30 s',
        expect.stringContaining('2026-11-21'),
      ],
    ]);
    expect(alerts()).toEqual([]);
  });

  test('cause an alarm when there are fewer than two', async () => {
    await renderApp({ path, faults: 'guardian:one-mechanism' });
    expect(alerts()).toEqual([
      expect.stringContaining('Only 1 of at least two independent kill mechanisms can stop this host'),
    ]);
    expect(summaryOf('Kill mechanisms')).toContain('Only 1 can stop this host; two are required');
    expect(rowsOfTable('Kill mechanisms')[1]?.slice(2, 4)).toEqual(['No', 'not reported']);
  });

  test('that were not checked for a long time are stale, by the server’s clock', async () => {
    const kill_mechanisms = (consistentStatus().kill_mechanisms ?? []).map((item) => ({
      ...item,
      last_checked_at: '2026-11-21T08:59:00Z',
    }));
    await page(statusReads('NORMAL', { kill_mechanisms }, DATE));
    expect(alerts()).toEqual([expect.stringContaining('KILL file: 60 s')]);
    expect(rowsOfTable('Kill mechanisms')[1]?.[5]).toContain('stale: 60 s old');
    expect(rowsOfTable('Kill mechanisms')[2]?.[5]).not.toContain('stale');
  });

  test('that are checked less often than F7 demands are reported [F7-24]', async () => {
    const kill_mechanisms = [{ code: 'kill_file', available: true, poll_interval_seconds: 60 }];
    await page(statusReads('NORMAL', { kill_mechanisms }));
    expect(rowsOfTable('Kill mechanisms')[1]?.[4]).toBe('every 60 sslower than the 5 s of F7');
  });

  test('that are not reported at all leave their number open', async () => {
    const app = await page(statusReads('NORMAL', { kill_mechanisms: null }));
    expect(summaryOf('Kill mechanisms')).toContain('Not reported');
    await pressFold(app, 'Kill mechanisms');
    expect(screen.getByText('The Guardian does not report its kill mechanisms')).toBeVisible();
  });
});

describe('capabilities', () => {
  test('show the normal state, the one in Safe Mode, the present one, and the enforcement [F7-14, F7-15, F7-16, F7-17, F7-18, F7-19, F7-20, F7-89]', async () => {
    const app = await page(statusReads('SAFE'));
    expect(summaryOf('Capabilities')).toContain('Stopped, or harmless');
    await pressFold(app, 'Capabilities');
    const rows = rowsOfTable('Capabilities');
    expect(rows.map((row) => row.slice(1, 4))).toEqual([
      ['Enabled', 'Disabled', 'Disabled'],
      ['Per profile', 'Disabled', 'Disabled'],
      ['Per profile', 'Disabled', 'Disabled'],
      ['Enabled', 'Disabled', 'Disabled'],
      ['Per profile', 'PROFILE-SAFE (forced)', 'PROFILE-SAFE (forced)'],
      ['Enabled', 'Read-only', 'Read-only'],
      ['Enabled', 'Diagnostic only', 'Diagnostic only'],
    ]);
    expect(rows[1]?.[4]).toBe('GuardianGuardian rejects all shell requests');
  });

  test('that are unknown are shown, and flagged in Safe Mode unless they are harmless', async () => {
    const capabilities = [{ code: 'time_travel', state: 'on' }];
    await page(statusReads('SAFE', { capabilities }));
    expect(rowsOfTable('Capabilities').at(-1)?.[3]).toBe('on, which Safe Mode forbids');
    expect(alerts().join()).toContain('time_travel is “on”');
  });
});

describe('processes and policy', () => {
  test('are shown, with hostile settings as text [F7-106]', async () => {
    const settings = JSON.parse('{"__proto__":"x\\u202Ey","nested":{"a":[1]}}') as Record<string, unknown>;
    await page(statusReads('SAFE', { policy: { hash: 'c0ffee', intact: true, settings } }));
    const region = screen.getByRole('region', { name: 'Processes and policy' });
    expect(screen.getByRole('region', { name: 'Host facts' })).toHaveTextContent(
      'Child processes0as Safe Mode demands',
    );
    expect(region).toHaveTextContent('0, as Safe Mode demands');
    expect(region).toHaveTextContent('c0ffee');
    expect(region).toHaveTextContent('nested{"a":[1]}');
    expect(region).not.toHaveTextContent('\u202E');
  });

  test('that are wrong cause a warning [F7-106]', async () => {
    await page(statusReads('SAFE', { child_processes: 3, policy: { intact: false } }));
    const region = screen.getByRole('region', { name: 'Processes and policy' });
    expect(region).toHaveTextContent('3, and must be 0 in Safe Mode');
    expect(isOpen('Processes and policy')).toBe(true);
    expect(within(region).getByRole('alert')).toHaveTextContent('The policy is not intact');
  });
});
