import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useDrafts } from '../../../stores/drafts';
import { chooseScenario, readNotes, setTicks, tickConfirmed } from './notes';

const ME = 't a@x';
const kept = (owner: string) => readNotes(useDrafts.getState()[`${owner} recovery`] ?? '');

describe('the notes of a recovery', () => {
  it('belong to one person', () => {
    chooseScenario(ME, 'bad-upgrade');
    setTicks(ME, 'bad-upgrade', ['rollback', 'rollback']);
    setTicks(ME, 'compromise', ['verify']);
    expect(kept(ME)).toEqual({
      scenario: 'bad-upgrade',
      ticks: { 'bad-upgrade': ['rollback'], compromise: ['verify'] },
      confirmed: {},
    });
    expect(kept('t b@x')).toEqual({ scenario: null, ticks: {}, confirmed: {} });
  });

  it('keep what the Guardian confirmed when a person unticks it', () => {
    setTicks(ME, 'compromise', ['create-kill']);
    tickConfirmed(ME, 'compromise', ['core-down']);
    setTicks(ME, 'compromise', ['create-kill']);
    expect(kept(ME)).toMatchObject({
      ticks: { compromise: ['create-kill'] },
      confirmed: { compromise: ['core-down'] },
    });
  });

  it('drop everything that is not a note, and never throw, whatever was stored', () => {
    const text = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ scenario: fc.jsonValue(), ticks: fc.jsonValue(), confirmed: fc.jsonValue() })
        .map((notes) => JSON.stringify(notes)),
    );
    fc.assert(
      fc.property(text, (any) => {
        const { scenario, ticks, confirmed } = readNotes(any);
        expect(scenario === null || typeof scenario === 'string').toBe(true);
        const steps = Object.values({ ...ticks, ...confirmed }).flat();
        expect(steps.every((step) => typeof step === 'string')).toBe(true);
      }),
    );
  });

  it('have the same ticks in whatever order they are set and cleared', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (sets) => {
        for (const steps of sets) setTicks(ME, 'compromise', steps);
        const last = kept(ME).ticks['compromise'] ?? [];
        expect(last).toEqual([...new Set(sets.at(-1) ?? last)]);
      }),
    );
  });
});
