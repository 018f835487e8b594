import { describe, expect, it } from 'vitest';
import type { AuditRow, KillSwitchStatus } from '../api/schemas';
import { statusAnswer, toggleRow } from '../testing/answers';
import type { SwitchState } from './derive-state';
import { CLOCK_SLACK_MS } from './doubt';
import { describeLatest, isMine, latestToggle, sameToggle, timeSince } from './latest-toggle';
import type { Watch } from './watch';

const engaged = { status: 'engaged', tenant_id: 't' } as const;
const row = toggleRow({
  id: 'row-1',
  timestamp: '2026-11-21T08:00:00Z',
  metadata_json: { actor: 'ada', reason: 'why' },
});
const lift = toggleRow({
  id: 'row-0',
  action: 'kill_switch_disengaged',
  metadata_json: { actor: 'sam', reason: 'over' },
});

type Seen = Pick<Watch, 'changedAfter' | 'firstReadAt'>;
const unseen: Seen = { changedAfter: null, firstReadAt: null };
const latest = (
  status: KillSwitchStatus,
  rows: readonly AuditRow[],
  more: { seen?: Partial<Seen>; failures?: readonly unknown[] } = {},
) => describeLatest(status, { rows, failures: more.failures ?? [] }, { ...unseen, ...more.seen });

describe('describeLatest', () => {
  it('uses the status when it says when and by whom', () => {
    const status = { ...engaged, engaged_at: '2026-11-21T09:00:00Z', engaged_by: 'sam', reason: 'own' };
    expect(latest(status, [row])).toEqual({
      source: 'status',
      at: Date.parse('2026-11-21T09:00:00Z'),
      timestamp: '2026-11-21T09:00:00Z',
      datedLater: null,
      by: 'sam',
      reason: 'own',
      key: '2026-11-21T09:00:00Z',
      row: null,
    });
  });

  it('believes the status also when it says only when, or only by whom', () => {
    const when = { ...engaged, engaged_at: '2026-11-21T09:00:00Z', engaged_by: ' ' };
    expect(latest(when, [row])).toMatchObject({ source: 'status', by: null, key: '2026-11-21T09:00:00Z' });
    const whom = { ...engaged, engaged_at: '', engaged_by: 'sam' };
    expect(latest(whom, [row])).toMatchObject({ source: 'status', at: null, by: 'sam', key: null });
    const neither = { ...engaged, engaged_at: ' ', engaged_by: '' };
    expect(latest(neither, [row])).toMatchObject({ source: 'audit', by: 'ada' });
  });

  it('takes nothing of an engagement from a status that says Disengaged', () => {
    const status = { ...engaged, status: 'disengaged', engaged_by: 'ada' } as const;
    expect(latest(status, [lift])).toMatchObject({ source: 'audit', by: 'sam' });
  });

  it('takes the reason of the row where the status has none', () => {
    expect(latest({ ...engaged, reason: ' ' }, [row]).reason).toBe('why');
    expect(latest({ ...engaged, reason: 'own' }, []).reason).toBe('own');
  });

  it('takes time and operator from the newest engage row when the status leaves them out', () => {
    expect(latest({ ...engaged, reason: 'manual_admin_lockdown' }, [row, lift])).toEqual({
      source: 'audit',
      at: Date.parse('2026-11-21T08:00:00Z'),
      timestamp: '2026-11-21T08:00:00Z',
      datedLater: null,
      by: 'ada',
      reason: 'manual_admin_lockdown',
      key: 'row-1',
      row,
    });
  });

  it('does not name the operator of an earlier engagement while the row of this one is missing', () => {
    expect(latest(engaged, [lift, row])).toMatchObject({
      source: 'nowhere',
      at: null,
      by: null,
      key: null,
    });
    expect(latest(engaged, [])).toMatchObject({ source: 'nowhere' });
  });

  it('finds in the audit log who disengaged', () => {
    expect(latest({ ...engaged, status: 'disengaged' }, [lift, row])).toMatchObject({
      source: 'audit',
      by: 'sam',
    });
  });

  it('says that the audit log cannot be read, and not that it has no row yet', () => {
    expect(latest(engaged, [], { failures: ['503'] })).toMatchObject({ source: 'unreadable', by: null });
    expect(latest(engaged, [row], { failures: ['503'] })).toMatchObject({ source: 'audit', by: 'ada' });
  });

  it('shows a person by name, and the id only where no name is recorded', () => {
    const named = toggleRow({ metadata_json: { actor: 'id-7', actor_email: 'ada@x.example' } });
    expect(latest(engaged, [named]).by).toBe('ada@x.example');
  });
});

describe('a row of the present kind', () => {
  const wroteAt = Date.parse('2026-11-21T08:00:00Z');
  const after = (changedAfter: number | null, timestamp: string | null = '2026-11-21T08:00:00Z') =>
    latest(engaged, [{ ...row, timestamp }], { seen: { changedAfter } }).source;

  it('is an earlier engagement’s where the switch was read in the other state since', () => {
    expect(after(wroteAt + CLOCK_SLACK_MS + 1)).toBe('nowhere');
    expect(after(wroteAt + CLOCK_SLACK_MS)).toBe('audit');
    expect(after(null)).toBe('audit');
  });

  it('is believed where it tells no time', () => {
    expect(after(wroteAt, null)).toBe('audit');
    expect(after(wroteAt, 'yesterday')).toBe('audit');
  });
});

describe('the time', () => {
  const wroteAt = Date.parse('2026-11-21T08:00:00Z');
  const began = (firstReadAt: number | null, rows: readonly AuditRow[] = [row]) =>
    latest(engaged, rows, { seen: { firstReadAt } });

  it('is never later than this console’s first reading of it, however late the row was written', () => {
    const first = wroteAt - 81_000;
    expect(began(first)).toMatchObject({
      at: first,
      timestamp: new Date(first).toISOString(),
      datedLater: '2026-11-21T08:00:00Z',
      by: 'ada',
    });
    const status = { ...engaged, engaged_at: '2026-11-21T08:00:00Z', engaged_by: 'sam' };
    expect(latest(status, [], { seen: { firstReadAt: first } })).toMatchObject({ at: first, by: 'sam' });
  });

  it('is the recorded time when that is earlier, to the whole seconds of the server’s clock', () => {
    for (const first of [null, wroteAt - 999, wroteAt, wroteAt + 60_000])
      expect(began(first)).toMatchObject({ at: wroteAt, datedLater: null });
    expect(began(wroteAt - 1_000)).toMatchObject({ at: wroteAt - 1_000 });
  });

  it('is that of a later engagement when a row says that the first one was lifted', () => {
    const lifted = { ...lift, timestamp: '2026-11-21T07:59:30Z' };
    expect(began(wroteAt - 81_000, [row, lifted])).toMatchObject({ at: wroteAt, datedLater: null });
    const before = { ...lift, timestamp: '2026-11-21T07:00:00Z' };
    expect(began(wroteAt - 81_000, [row, before])).toMatchObject({ at: wroteAt - 81_000 });
    const then = { ...lift, timestamp: new Date(wroteAt - 81_000).toISOString() };
    expect(began(wroteAt - 81_000, [row, then])).toMatchObject({ at: wroteAt - 81_000 });
    const other = { ...lifted, action: 'agent_started' };
    expect(began(wroteAt - 81_000, [row, other])).toMatchObject({ at: wroteAt - 81_000 });
  });

  it('is told as it came where it is none', () => {
    const undated = { ...row, timestamp: 'yesterday' };
    expect(began(wroteAt, [undated])).toMatchObject({ at: null, timestamp: 'yesterday', datedLater: null });
  });

  it('that passed since then is told on the server’s clock, however wrong this device’s is', () => {
    const answer = { ...statusAnswer('engaged', { wall: 0, mono: 0 }), serverTime: wroteAt + 60_000 };
    const now = { wall: 5_000, mono: 5_000 };
    expect(timeSince(latest(engaged, [row]), answer, now)).toBe(65_000);
    expect(timeSince(latest(engaged, []), answer, now)).toBeNull();
  });
});

describe('the newest toggle', () => {
  const rows = { rows: [row], failures: [] };

  it('is told only while the state is known', () => {
    const answer = statusAnswer('engaged', { wall: 0, mono: 0 });
    const known: SwitchState = { kind: 'engaged', answer, ageMs: 0 };
    expect(latestToggle(known, rows, unseen)).toEqual(latest(answer.data, [row]));
    const off: SwitchState = {
      kind: 'disengaged',
      answer: statusAnswer('disengaged', { wall: 0, mono: 0 }),
      ageMs: 0,
    };
    expect(latestToggle(off, rows, unseen)).toMatchObject({ source: 'nowhere' });
    const last = { answer, ageMs: 50_000 };
    expect(latestToggle({ kind: 'checking' }, rows, unseen)).toBeNull();
    expect(latestToggle({ kind: 'unknown', cause: 'stale', error: null, last }, rows, unseen)).toBeNull();
  });

  it('is one’s own by the id in the row, and by the name in the status', () => {
    const me = { id: 'ada', email: 'sam@x.example' };
    expect(isMine(latest(engaged, [row]), me)).toBe(true);
    expect(isMine(latest(engaged, [row]), { ...me, id: 'eve' })).toBe(false);
    expect(isMine(latest({ ...engaged, engaged_by: 'sam@x.example' }, []), me)).toBe(true);
    expect(isMine(latest({ ...engaged, engaged_by: 'eve@x.example' }, []), me)).toBe(false);
  });

  it('is the same while nothing of it was read otherwise', () => {
    expect(sameToggle(latest(engaged, [row]), latest(engaged, [{ ...row }]))).toBe(true);
    expect(sameToggle(latest(engaged, [row]), latest(engaged, []))).toBe(false);
    expect(sameToggle(null, latest(engaged, []))).toBe(false);
    expect(sameToggle(null, null)).toBe(true);
  });
});
