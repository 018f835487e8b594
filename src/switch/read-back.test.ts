import { describe, expect, it } from 'vitest';
import type { Effect } from '../action/action-state';
import type { Finding } from '../action/finding';
import { toggleRow } from '../testing/answers';
import { ownRow, rowFindings, stateFinding, type SentToggle } from './read-back';

const at = (ms: number) => ({ wall: ms, mono: ms });
const me = { id: 'id-1', email: 'me@x.example' };
const toggle: SentToggle = {
  answer: 'accepted',
  action: 'engage',
  reason: 'runaway agent',
  requestId: 'req-1',
  sentAt: at(900),
  settledAt: at(1_000),
  serverTime: 1_000,
  rowsBefore: new Set(['old']),
};
const row = (over: Parameters<typeof toggleRow>[0]) =>
  toggleRow({ timestamp: new Date(1_000).toISOString(), ...over });
const tones = (found: ReturnType<typeof row> | null, now = 1_001, unreadable = false) =>
  rowFindings(toggle, found, me, { now: at(now), unreadable }).map(({ tone, text }) => `${tone}: ${text}`);

describe('stateFinding', () => {
  const disengage: SentToggle = { ...toggle, action: 'disengage' };
  const lost: SentToggle = { ...toggle, answer: 'lost' };
  const unread = 'Not confirmed. The state could not be read back yet.';
  it.each<[string, SentToggle, Effect, Finding]>([
    ['is read', toggle, 'reading', { tone: 'info', text: 'Reading the state back…' }],
    ['cannot be read', toggle, 'unreadable', { tone: 'warning', text: unread }],
    ['does not tell', toggle, 'untold', { tone: 'warning', text: unread }],
    [
      'is what was asked',
      toggle,
      'took-effect',
      { tone: 'success', text: 'Confirmed: the switch is engaged.' },
    ],
    [
      'is what was asked',
      disengage,
      'took-effect',
      { tone: 'success', text: 'Confirmed: the switch is disengaged.' },
    ],
    [
      'is not what the server accepted',
      toggle,
      'no-effect',
      {
        tone: 'danger',
        text: 'The server accepted the request, but its state reads Disengaged. Watch the state and try again.',
      },
    ],
    [
      'is not what was asked, while a lost request may still take effect',
      { ...lost, action: 'disengage' },
      'no-effect',
      {
        tone: 'warning',
        text: 'Not disengaged so far. We keep checking.',
      },
    ],
  ])('says that the state %s (law 2)', (_, sent, effect, finding) => {
    expect(stateFinding(sent, effect)).toEqual(finding);
  });
});

describe('ownRow', () => {
  it('finds the row by request id among new ones', () => {
    const rows = [
      row({ id: 'b', request_id: 'other' }),
      row({ id: 'a', request_id: 'req-1' }),
      row({ id: 'old' }),
    ];
    expect(ownRow(toggle, rows)?.id).toBe('a');
    const old = row({ id: 'old', request_id: 'req-1', timestamp: null });
    expect(ownRow(toggle, [row({ id: 'new' }), old])?.id).toBe('old');
  });
  it('otherwise takes the oldest row that did not exist before', () => {
    expect(ownRow(toggle, [row({ id: 'later' }), row({ id: 'mine' }), row({ id: 'old' })])?.id).toBe('mine');
  });
  it('takes no earlier row, and none of the other action', () => {
    expect(ownRow(toggle, [row({ id: 'old' })])).toBeNull();
    expect(ownRow(toggle, [row({ id: 'x', action: 'kill_switch_disengaged' })])).toBeNull();
  });
  it('takes no row of an earlier toggle that arrives late, as far as the server’s clock shows', () => {
    const rows = [row({ id: 'late', timestamp: new Date(0).toISOString() })];
    expect(ownRow({ ...toggle, serverTime: 60_000 }, rows)).toBeNull();
    // This device's clock is years ahead.
    const ahead = { sentAt: { wall: 9e10, mono: 900 }, settledAt: { wall: 9e10 + 100, mono: 1_000 } };
    expect(ownRow({ ...toggle, ...ahead, serverTime: null }, rows)?.id).toBe('late');
  });
  it('uses the time when the earlier rows had not been read', () => {
    const blind = { ...toggle, rowsBefore: null, serverTime: 1_000_000 };
    expect(ownRow(blind, [row({ id: 'long-ago', timestamp: new Date(0).toISOString() })])).toBeNull();
    expect(ownRow(blind, [row({ id: 'now', timestamp: new Date(1_000_000).toISOString() })])?.id).toBe('now');
    expect(ownRow(blind, [row({ id: 'undated', timestamp: null })])).toBeNull();
    const two = ['newer', 'older'].map((id) => row({ id, timestamp: new Date(1_000_000).toISOString() }));
    expect(ownRow(blind, two)?.id).toBe('newer');
  });
  it('takes no row that is older than the sending by more than two clocks may differ', () => {
    const slow = { ...toggle, sentAt: at(400), settledAt: at(1_000) };
    const written = (ms: number) => [row({ id: 'x', timestamp: new Date(ms).toISOString() })];
    const by = { ...slow, serverTime: 1_000_000 };
    const byDevice = {
      ...slow,
      sentAt: { wall: 999_400, mono: 400 },
      settledAt: { wall: 1_000_000, mono: 1_000 },
      serverTime: null,
      rowsBefore: null,
    };
    for (const sent of [by, { ...by, rowsBefore: null }]) {
      expect(ownRow(sent, written(994_400))?.id).toBe('x');
      expect(ownRow(sent, written(994_399))).toBeNull();
    }
    expect(ownRow(byDevice, written(994_400))?.id).toBe('x');
    expect(ownRow(byDevice, written(994_399))).toBeNull();
  });
  it('takes a new row that tells no time', () => {
    expect(ownRow({ ...toggle, serverTime: 60_000 }, [row({ id: 'undated', timestamp: null })])?.id).toBe(
      'undated',
    );
  });
});

describe('rowFindings', () => {
  it('waits 10 s for the row, then says that it is missing', () => {
    expect(tones(null, 10_999)).toEqual(['info: Waiting for the audit log…']);
    expect(tones(null, 11_000)).toEqual([
      'warning: Not yet in the audit log. Keep the request id until it is.',
    ]);
  });
  it('waits for no row of a toggle that was not accepted', () => {
    for (const answer of ['lost', 'refused'] as const)
      expect(rowFindings({ ...toggle, answer }, null, me, { now: at(60_000), unreadable: false })).toEqual([
        { tone: 'info', text: 'No audit row of it was read.' },
      ]);
  });
  it('accuses nobody while it is not known who is signed in, and where the name is redacted', () => {
    const operator = (actor: string, id: string | null) =>
      rowFindings(
        toggle,
        row({ metadata_json: { actor } }),
        { ...me, id },
        { now: at(1_001), unreadable: false },
      )[0];
    expect(operator('id-2', null)).toEqual({
      tone: 'warning',
      text: 'The audit log names id-2 as the operator. The server does not let this console check whether that is you.',
    });
    expect(operator('***EMAIL_REDACTED***', 'id-1')).toEqual({
      tone: 'warning',
      text: 'The server redacted the operator in its audit log.',
    });
  });
  it('does not report a missing row when the audit log cannot be read (law 12)', () => {
    for (const now of [1_001, 60_000])
      expect(tones(null, now, true)).toEqual([
        'warning: Not confirmed. The audit log cannot be read: it is not known whether it has a row of this. Keep the request id.',
      ]);
    expect(
      tones(row({ metadata_json: { actor: 'id-1', reason: 'runaway agent' } }), 60_000, true)[0],
    ).toMatch(/^success/);
  });
  it('names a person, and recognises the signed-in one by the id behind the name', () => {
    const metadata_json = { actor: 'id-2', actor_email: 'eve@x.example', reason: 'runaway agent' };
    expect(tones(row({ metadata_json }))).toContain(
      'danger: The audit log names eve@x.example as the operator, not you.',
    );
    const mine = { actor: 'id-1', actor_email: '***EMAIL_REDACTED***', reason: 'runaway agent' };
    expect(tones(row({ metadata_json: mine }))).toContain(
      'success: Logged under your name, with your reason.',
    );
  });
  it('confirms operator and reason', () => {
    expect(tones(row({ metadata_json: { actor: 'ID-1', reason: 'runaway agent' } }))).toEqual([
      'success: Logged under your name, with your reason.',
    ]);
  });
  it.each([
    [{ actor: 'id-1' }, 'danger: The server accepted the request but recorded no reason.'],
    [
      { actor: 'id-1', reason: 'manual_admin_lockdown' },
      'danger: The server recorded another reason than yours: “manual_admin_lockdown”.',
    ],
    [
      { actor: 'id-1', reason: '***X_REDACTED***' },
      'warning: The server redacted the recorded reason, or a part of it.',
    ],
    [
      { actor: 'id-2', reason: 'runaway agent' },
      'danger: The audit log names id-2 as the operator, not you.',
    ],
    [{ reason: 'runaway agent' }, 'danger: The audit log recorded no operator.'],
  ])('warns about a difference: %j', (metadata_json, finding) => {
    expect(tones(row({ metadata_json }))).toContain(finding);
  });
});
