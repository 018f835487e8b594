import { describe, expect, it } from 'vitest';
import { toggleRow } from '../../testing/answers';
import { describeLatest } from './latest-toggle';

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

describe('describeLatest', () => {
  it('believes the status when it says when and by whom', () => {
    const status = { ...engaged, engaged_at: '2026-11-21T09:00:00Z', engaged_by: 'sam', reason: 'own' };
    expect(describeLatest(status, [row])).toEqual({
      source: 'status',
      at: Date.parse('2026-11-21T09:00:00Z'),
      timestamp: '2026-11-21T09:00:00Z',
      by: 'sam',
      reason: 'own',
      key: '2026-11-21T09:00:00Z',
    });
  });

  it('takes time and operator from the newest engage row when the status leaves them out', () => {
    expect(describeLatest({ ...engaged, reason: 'manual_admin_lockdown' }, [row, lift])).toEqual({
      source: 'audit',
      at: Date.parse('2026-11-21T08:00:00Z'),
      timestamp: '2026-11-21T08:00:00Z',
      by: 'ada',
      reason: 'manual_admin_lockdown',
      key: 'row-1',
    });
  });

  it('does not blame the operator of an earlier engagement while the row of this one is missing', () => {
    expect(describeLatest(engaged, [lift, row])).toMatchObject({
      source: 'nowhere',
      at: null,
      by: null,
      key: null,
    });
    expect(describeLatest(engaged, [])).toMatchObject({ source: 'nowhere' });
  });

  it('tells who disengaged from the audit log', () => {
    expect(describeLatest({ ...engaged, status: 'disengaged' }, [lift, row])).toMatchObject({
      source: 'audit',
      by: 'sam',
    });
  });
});
