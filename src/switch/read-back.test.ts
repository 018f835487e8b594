import { describe, expect, it } from 'vitest';
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
  it.each([
    ['reading', 'info'],
    ['unreadable', 'warning'],
    ['took-effect', 'success'],
    ['no-effect', 'danger'],
  ] as const)('after an accepted toggle, says for %s: %s (law 2)', (effect, tone) => {
    expect(stateFinding(toggle, effect).tone).toBe(tone);
  });
  it('says that a toggle whose answer was lost may still take effect', () => {
    expect(stateFinding({ ...toggle, answer: 'lost' }, 'no-effect')).toEqual({
      tone: 'warning',
      text: 'The state reads Disengaged: the request has not taken effect. It may still do so within seconds.',
    });
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
    expect(ownRow({ ...toggle, serverTime: null }, rows)?.id).toBe('late');
  });
  it('uses the time when the earlier rows had not been read', () => {
    const blind = { ...toggle, rowsBefore: null, serverTime: 1_000_000 };
    expect(ownRow(blind, [row({ id: 'long-ago', timestamp: new Date(0).toISOString() })])).toBeNull();
    expect(ownRow(blind, [row({ id: 'now', timestamp: new Date(1_000_000).toISOString() })])?.id).toBe('now');
  });
});

describe('rowFindings', () => {
  it('waits 10 s for the row, then says that it is missing', () => {
    expect(tones(null, 10_999)).toEqual(['info: Waiting for the audit log to show it…']);
    expect(tones(null, 11_000)[0]).toContain('warning: Not yet in the audit log');
  });
  it('does not report a missing row when the audit log cannot be read (law 12)', () => {
    for (const now of [1_001, 60_000])
      expect(tones(null, now, true)).toEqual([
        expect.stringMatching(/^warning: The audit log cannot be read/),
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
      'success: The audit log names you as the operator.',
    );
  });
  it('confirms operator and reason', () => {
    expect(tones(row({ metadata_json: { actor: 'ID-1', reason: 'runaway agent' } }))).toEqual([
      'success: The audit log names you as the operator.',
      'success: The audit log recorded your reason.',
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
