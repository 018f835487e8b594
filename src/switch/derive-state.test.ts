import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors/api-error';
import { statusAnswer } from '../testing/answers';
import { FRESH_MS } from '../api/http/freshness';
import { confirmedAgo, deriveState } from './derive-state';

const instant = fc.record({
  wall: fc.integer({ min: 0, max: 4e12 }),
  mono: fc.integer({ min: 0, max: 1e10 }),
});
const answer = fc.option(
  fc
    .tuple(fc.constantFrom('engaged' as const, 'disengaged' as const), instant)
    .map(([status, at]) => statusAnswer(status, at)),
);
const readings = fc.record({
  answer,
  error: fc.constantFrom(null, new ApiError('timeout'), new Error('other')),
  everFailed: fc.boolean(),
});

const t0 = { wall: 1_000_000, mono: 1_000 };
const later = (ms: number) => ({ wall: t0.wall + ms, mono: t0.mono + ms });
const good = { answer: statusAnswer('disengaged', t0), error: null, everFailed: false };

describe('deriveState', () => {
  it('is Checking before anything was read', () => {
    expect(deriveState({ answer: null, error: null, everFailed: false }, t0).kind).toBe('checking');
  });

  it('stays Unknown, not Checking, while the reading after a failed first one is under way', () => {
    expect(deriveState({ answer: null, error: null, everFailed: true }, t0).kind).toBe('unknown');
  });

  it('shows the reading while it is fresh', () => {
    expect(deriveState(good, later(FRESH_MS)).kind).toBe('disengaged');
    expect(deriveState({ ...good, answer: statusAnswer('engaged', t0) }, later(1)).kind).toBe('engaged');
  });

  it('is Unknown after 45 s, and keeps the last known state and its age', () => {
    expect(deriveState(good, later(FRESH_MS + 1))).toMatchObject({
      kind: 'unknown',
      cause: 'stale',
      last: { ageMs: FRESH_MS + 1 },
    });
  });

  it('is Unknown as soon as a newer reading failed', () => {
    expect(deriveState({ ...good, error: new ApiError('timeout') }, later(1))).toMatchObject({
      kind: 'unknown',
      cause: 'failed',
    });
  });

  it('is Unknown after a sleep that stopped the timers', () => {
    expect(deriveState(good, { wall: t0.wall + 3_600_000, mono: t0.mono + 1 }).kind).toBe('unknown');
  });

  it('is Unknown after the device clock was set back', () => {
    expect(deriveState(good, { wall: t0.wall - 3_600_000, mono: t0.mono + 1_000 }).kind).toBe('unknown');
  });

  it('never says Engaged or Disengaged unless the newest reading said so, well-formed, at most 45 s ago (law 1)', () => {
    fc.assert(
      fc.property(readings, instant, (read, now) => {
        const state = deriveState(read, now);
        if (state.kind === 'checking' || state.kind === 'unknown') return;
        expect(read.error).toBeNull();
        expect(read.answer?.data.status).toBe(state.kind);
        expect(now.wall - (read.answer?.askedAt.wall ?? 0)).toBeLessThanOrEqual(FRESH_MS);
        expect(now.mono - (read.answer?.askedAt.mono ?? 0)).toBeLessThanOrEqual(FRESH_MS);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never loses the last known state', () => {
    fc.assert(
      fc.property(readings, instant, (read, now) => {
        const state = deriveState(read, now);
        if (state.kind === 'unknown') expect(state.last?.answer ?? null).toBe(read.answer);
      }),
    );
  });
});

describe('how long ago the state was confirmed', () => {
  const ago = (read: Parameters<typeof deriveState>[0], ms: number) =>
    confirmedAgo(deriveState(read, later(ms)));

  it('is not known before anything was read, nor while the first reading has failed', () => {
    expect(ago({ answer: null, error: null, everFailed: false }, 5)).toBeNull();
    expect(ago({ answer: null, error: new ApiError('timeout'), everFailed: true }, 5)).toBeNull();
  });

  it('counts from the newest answer, whatever it said and whether or not it still counts', () => {
    expect(ago(good, 5)).toBe(5);
    expect(ago({ ...good, answer: statusAnswer('engaged', t0) }, 7)).toBe(7);
    expect(ago({ ...good, error: new ApiError('timeout') }, 72_000)).toBe(72_000);
  });
});
