import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusAnswer, toggleRow } from '../testing/answers';
import type { SwitchState } from './derive-state';
import { CLOCK_SLACK_MS, withDoubt, type Beside } from './doubt';
import { initialWatch } from './watch';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const SECOND = 1_000;
const at = (ms: number) => ({ wall: ms, mono: ms });
/** Requested at noon on all clocks. */
const disengaged: SwitchState = {
  kind: 'disengaged',
  answer: { ...statusAnswer('disengaged', at(NOON)), serverTime: NOON },
  ageMs: 0,
};
const row = (kind: 'engaged' | 'disengaged', ms: number | null) =>
  toggleRow({
    id: kind,
    action: `kill_switch_${kind}`,
    timestamp: ms === null ? null : new Date(ms).toISOString(),
  });
const engage = (ms: number | null) => row('engaged', ms);
const disengage = (ms: number | null) => row('disengaged', ms);
const nothing: Beside = { watch: initialWatch, rows: { engage: null, disengage: null }, controlled: false };
const judged = (beside: Partial<Beside>, state: SwitchState = disengaged, now = NOON) =>
  withDoubt(state, { ...nothing, ...beside }, at(now));
const doubtOf = (beside: Partial<Beside>, state: SwitchState = disengaged, now = NOON) => {
  const found = judged(beside, state, now);
  return found.kind === 'unknown' && found.cause === 'contradicted' ? found.doubt.by : null;
};

describe('a reading that says Disengaged', () => {
  it('stands when nothing contradicts it', () => {
    expect(judged({})).toBe(disengaged);
    expect(
      judged({ rows: { engage: engage(NOON - 60 * SECOND), disengage: disengage(NOON - SECOND) } }),
    ).toBe(disengaged);
  });

  it('stands until both kinds of rows were read, because one kind does not show which came last (law 12)', () => {
    expect(judged({ rows: null })).toBe(disengaged);
  });

  it('is contradicted by a newest toggle row that says Engaged', () => {
    expect(doubtOf({ rows: { engage: engage(NOON - SECOND), disengage: null } })).toBe('toggle-row');
    const rows = { engage: engage(NOON - SECOND), disengage: disengage(NOON - 60 * SECOND) };
    expect(doubtOf({ rows })).toBe('toggle-row');
    expect(judged({ rows })).toMatchObject({
      kind: 'unknown',
      last: { answer: { data: { status: 'disengaged' } } },
    });
  });

  it('stands against a row that was written after it, which a new reading may show', () => {
    const rows = { engage: engage(NOON + 2 * SECOND), disengage: null };
    expect(doubtOf({ rows }, disengaged, NOON + 3 * SECOND)).toBeNull();
  });

  it('does not stand against a row with a future time, because its clock proves nothing', () => {
    const rows = { engage: engage(NOON + 3_600 * SECOND), disengage: null };
    expect(doubtOf({ rows })).toBe('toggle-row');
    expect(doubtOf({ rows: { engage: engage(NOON + CLOCK_SLACK_MS), disengage: null } })).toBeNull();
    expect(doubtOf({ rows: { engage: engage(NOON + CLOCK_SLACK_MS + 1), disengage: null } })).toBe(
      'toggle-row',
    );
  });

  it('does not stand when the server reports no time to compare the row with', () => {
    const answer = statusAnswer('disengaged', at(NOON));
    const rows = { engage: engage(NOON + SECOND), disengage: null };
    expect(doubtOf({ rows }, { kind: 'disengaged', answer, ageMs: 0 }, NOON + 2 * SECOND)).toBe('toggle-row');
  });

  it('stands when this console saw the release of the row’s engagement', () => {
    const rows = { engage: engage(NOON - 60 * SECOND), disengage: null };
    expect(doubtOf({ rows, watch: { ...initialWatch, releasedUntil: NOON - 30 * SECOND } })).toBeNull();
    expect(doubtOf({ rows, watch: { ...initialWatch, releasedUntil: NOON - 60 * SECOND } })).toBeNull();
    expect(doubtOf({ rows, watch: { ...initialWatch, releasedUntil: NOON - 90 * SECOND } })).toBe(
      'toggle-row',
    );
  });

  it('stands when the times do not show which row is newer, but not when nothing was ever released', () => {
    expect(doubtOf({ rows: { engage: engage(null), disengage: disengage(NOON) } })).toBeNull();
    expect(doubtOf({ rows: { engage: engage(null), disengage: disengage(null) } })).toBeNull();
    expect(doubtOf({ rows: { engage: engage(NOON), disengage: disengage(NOON) } })).toBeNull();
    expect(doubtOf({ rows: { engage: engage(NOON - SECOND), disengage: disengage(null) } })).toBe(
      'toggle-row',
    );
    expect(doubtOf({ rows: { engage: engage(null), disengage: null } })).toBe('toggle-row');
  });

  it('is contradicted by this console’s Engage that the server accepted', () => {
    const accepted = { settledAt: at(NOON - SECOND), at: NOON - SECOND };
    const watch = { ...initialWatch, accepted };
    expect(judged({ watch })).toMatchObject({ doubt: { by: 'engage-accepted', reading: false } });
    expect(doubtOf({ watch, rows: null })).toBe('engage-accepted');
    const settled = (ms: number) => ({ ...initialWatch, accepted: { settledAt: at(ms), at: NOON } });
    // Asked for since, it was answered; asked for before, the next reading is still to come.
    expect(judged({ watch: settled(NOON) })).toMatchObject({ doubt: { reading: false } });
    expect(judged({ watch: settled(NOON + 1) })).toMatchObject({ doubt: { reading: true } });
    // Somebody disengaged since, by the audit log.
    expect(doubtOf({ watch, rows: { engage: null, disengage: disengage(NOON) } })).toBeNull();
    expect(doubtOf({ watch, rows: { engage: null, disengage: disengage(NOON - SECOND) } })).toBeNull();
    expect(doubtOf({ watch, rows: { engage: null, disengage: disengage(NOON - 2 * SECOND) } })).toBe(
      'engage-accepted',
    );
  });

  it('is contradicted by a service worker in between', () => {
    expect(doubtOf({ controlled: true })).toBe('controlled');
  });
});

it('no other state is changed by other facts', () => {
  const states: SwitchState[] = [
    { kind: 'checking' },
    { kind: 'unknown', cause: 'stale', error: null, last: null },
    { kind: 'engaged', answer: statusAnswer('engaged', at(NOON)), ageMs: 0 },
  ];
  for (const state of states)
    expect(judged({ controlled: true, rows: { engage: engage(NOON - 1), disengage: null } }, state)).toBe(
      state,
    );
});

it('a Disengaged is never green when an engage row is older than the reading and newer than any known release', () => {
  fc.assert(
    fc.property(
      fc.nat(10 ** 6),
      fc.option(fc.nat(10 ** 6)),
      fc.option(fc.nat(10 ** 6)),
      (ago, released, seen) => {
        const rows = {
          engage: engage(NOON - ago),
          disengage: released === null ? null : disengage(NOON - ago - 1 - released),
        };
        const releasedUntil = seen === null ? null : NOON - ago - 1 - seen;
        expect(judged({ rows, watch: { ...initialWatch, releasedUntil } }).kind).toBe('unknown');
      },
    ),
  );
});
