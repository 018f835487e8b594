import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleGuardian } from '../conformance/sample-guardian';
import { rowOf } from './event-row';
import { readOutbox, type ToldEvent } from './guardian-events';

const { approve, exitOf, publicKey } = sampleGuardian('agents-01');
const record = approve('exit-1');
const exit = exitOf('evt-000009', record);
const foreign = sampleGuardian('agents-02', 7).approve('exit-1');
const kill = {
  id: 'evt-000003',
  kind: 'kill',
  timestamp: '2026-11-27T09:00:00.000Z',
  outcome: 'CORE TERMINATED',
};
const ada = { id: 'ada-id', email: 'ada@acme.example', name: 'Ada' };
const of = { host: 'agents-01', publicKey, actor: ada, hasApproval: false };

function readOne(item: object): ToldEvent {
  const [event] = readOutbox({ items: [item] }, null) ?? [];
  if (!event) throw new Error('It is no event.');
  return event;
}
const rowFor = (item: object, change = {}) => rowOf(readOne(item), { ...of, ...change });

describe('the outbox of a Guardian', () => {
  it('has its events in order, of which those after the newest known one are read', () => {
    const items = [kill, { ...kill, id: 'evt-000005' }, { ...kill, id: 'evt-1000000' }];
    const ids = (after: string | null) => readOutbox({ items }, after)?.map(({ id }) => id);
    expect(ids(null)).toEqual(['evt-000003', 'evt-000005', 'evt-1000000']);
    expect(ids('evt-000004')).toEqual(['evt-000005', 'evt-1000000']);
    expect(ids('evt-999999')).toEqual(['evt-1000000']);
    expect(ids('evt-1000000')).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no list', { items: 'evt' }],
    ['nothing', null],
    ['an event twice', { items: [kill, kill] }],
    ['another order', { items: [kill, { ...kill, id: 'evt-000001' }] }],
    ['an unknown id', { items: [{ ...kill, id: '7' }] }],
    ['an unknown kind', { items: [{ ...kill, kind: 'network' }] }],
    ['too many', { items: Array.from({ length: 101 }, (_, n) => ({ ...kill, id: `evt-${100_000 + n}` })) }],
  ])('is not believed with %s', (_, data) => {
    expect(readOutbox(data, null)).toBeNull();
  });

  it('may hold whatever it likes: it is read as texts that a row can hold, or not at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        readOutbox(value, text);
        const events = readOutbox({ items: [{ ...kill, message: `${text}\uD800`, actor: value }] }, null);
        expect(events?.[0]?.message).not.toMatch(/\p{Surrogate}/u);
        expect(['string', 'object']).toContain(typeof events?.[0]?.actor);
      }),
    );
  });
});

describe('the row of an event', () => {
  it('names who did it, the host, and the event in its words', () => {
    const item = { ...kill, actor: 'ada@acme.example', correlation_id: 'c-1', message: 'KILL file found' };
    expect(rowFor(item)).toEqual({
      action: 'guardian_kill',
      decision: 'allow',
      metadata: {
        actor: 'ada-id',
        actor_email: 'ada@acme.example',
        actor_name: 'Ada',
        host: 'agents-01',
        event_id: 'evt-000003',
        event_time: '2026-11-27T09:00:00.000Z',
        outcome: 'CORE TERMINATED',
        message: 'KILL file found',
        correlation_id: 'c-1',
      },
    });
  });

  it.each([
    ['mode_change', 'SAFE', 'guardian_mode_changed', 'allow'],
    ['mode_change', 'REFUSED (exit blocked)', 'guardian_mode_changed', 'deny'],
    ['acknowledge', 'ACKNOWLEDGED', 'guardian_kill_acknowledged', 'allow'],
    ['policy_reset', 'RESET', 'guardian_policy_reset', 'allow'],
    ['rollback', 'ROLLED BACK', 'guardian_core_rolled_back', 'allow'],
  ])('of %s with the outcome %s is %s, %s', (kind, outcome, action, decision) => {
    expect(rowFor({ ...kill, kind, outcome })).toMatchObject({ action, decision });
  });

  it('of an exit carries its approval, which proves itself [F7-14]', () => {
    expect(rowFor(exit)).toMatchObject({
      action: 'guardian_approval',
      decision: 'allow',
      metadata: { approval: record, correlation_id: record.correlation_id },
    });
  });

  it.each<[string, object, object, string]>([
    ['is missing', { ...exit, approval: undefined }, {}, 'missing'],
    ['is null', { ...exit, approval: null }, {}, 'missing'],
    ['is no record', { ...exit, approval: 'yes' }, {}, 'unreadable'],
    ['has half a character', { ...exit, approval: { ...record, reason: '\uD800' } }, {}, 'unreadable'],
    ['is changed', { ...exit, approval: { ...record, operator: 'eve@acme.example' } }, {}, 'wrong_signature'],
    ['is signed by another host’s key', { ...exit, approval: foreign }, {}, 'not_registered'],
    ['is for another action', { ...exit, correlation_id: 'c-2' }, {}, 'of_another_action'],
    ['was used before', exit, { hasApproval: true }, 'repeated'],
    ['comes with a kill', { ...kill, approval: { ...record, x: 1 } }, {}, 'wrong_signature'],
  ])('of an exit whose approval %s says so, and carries no approval', (_, item, change, approval_fault) => {
    const row = rowFor(item, change);
    expect(row).toMatchObject({
      action: 'guardian_approval_refused',
      decision: 'deny',
      metadata: { approval_fault },
    });
    expect(row.metadata).not.toHaveProperty('approval');
  });

  it('keeps no refused record that is longer than any Guardian signs, or that no JSON can say', () => {
    const long = rowFor({ ...exit, approval: { ...record, reason: 'x'.repeat(20_000) } });
    expect(long.metadata).not.toHaveProperty('refused_approval');
    const changed = rowFor({ ...exit, approval: { ...record, reason: 'other' } });
    expect(changed.metadata).toHaveProperty('refused_approval.reason', 'other');
  });
});
