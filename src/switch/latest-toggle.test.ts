import { describe, expect, it } from 'vitest';
import type { AuditRow, KillSwitchStatus } from '../api/schemas';
import { toggleRow } from '../testing/answers';
import { describeLatest } from './latest-toggle';
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

describe('the start of the present state', () => {
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
  });

  it('is that of a later engagement when a row says that the first one was lifted', () => {
    const lifted = { ...lift, timestamp: '2026-11-21T07:59:30Z' };
    expect(began(wroteAt - 81_000, [row, lifted])).toMatchObject({ at: wroteAt, datedLater: null });
    const before = { ...lift, timestamp: '2026-11-21T07:00:00Z' };
    expect(began(wroteAt - 81_000, [row, before])).toMatchObject({ at: wroteAt - 81_000 });
  });
});
