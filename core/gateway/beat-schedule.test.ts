// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEAT_TIMEOUT_MS, pauseAfter, startBeatLoop, type BeatOutcome } from './beat-schedule';
import { createEvents } from './simulation/events';

function start() {
  const events = createEvents();
  const sent: { at: number; done: (outcome: BeatOutcome) => void }[] = [];
  const loop = startBeatLoop({
    after: events.after,
    random: () => 0.5,
    send: (done) => void sent.push({ at: events.now(), done }),
  });
  return { events, sent, loop, times: () => sent.map(({ at }) => at) };
}

describe('the schedule of beats', () => {
  it('beats every second, give or take 20 %, and 200 ms after a failure [AEGIS-45]', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        expect(pauseAfter('answered', random)).toBeGreaterThanOrEqual(800);
        expect(pauseAfter('answered', random)).toBeLessThanOrEqual(1_200);
        expect(pauseAfter('failed', random)).toBe(200);
        expect(pauseAfter('changed', random)).toBe(0);
      }),
    );
  });

  it('sends the first beat at once, and the next one a second after an answer', () => {
    const { events, sent, times } = start();
    sent[0]?.done('answered');
    events.runUntil(1_000);
    expect(times()).toEqual([0, 1_000]);
  });

  it('waits at most 800 ms for an answer, then tries again after 200 ms', () => {
    const { events, times } = start();
    events.runUntil(BEAT_TIMEOUT_MS + 199);
    expect(times()).toEqual([0]);
    events.runUntil(2_000);
    expect(times()).toEqual([0, 1_000, 2_000]);
  });

  it('reports a new epoch at once', () => {
    const { events, sent, times } = start();
    events.runUntil(10);
    sent[0]?.done('changed');
    events.runUntil(10);
    expect(times()).toEqual([0, 10]);
  });

  it('has one beat under way at a time, also when a toggle asks for one', () => {
    const { events, sent, loop, times } = start();
    loop.beatNow();
    loop.beatNow();
    expect(times()).toEqual([0]);
    events.runUntil(30);
    sent[0]?.done('answered');
    events.runUntil(40);
    expect(times()).toEqual([0, 30]);
    sent[1]?.done('answered');
    loop.beatNow();
    expect(times()).toEqual([0, 30, 40]);
  });

  it('lets a late answer change nothing in the schedule', () => {
    const { events, sent, times } = start();
    events.runUntil(900);
    sent[0]?.done('changed');
    events.runUntil(1_000);
    expect(times()).toEqual([0, 1_000]);
  });

  it('stops', () => {
    const { events, sent, loop, times } = start();
    loop.stop();
    sent[0]?.done('changed');
    loop.beatNow();
    events.runUntil(5_000);
    expect(times()).toEqual([0]);
  });
});
