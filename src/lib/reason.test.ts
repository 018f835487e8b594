import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReason, REASON_MAX } from './reason';

describe('checkReason', () => {
  it('returns the trimmed text', () => {
    expect(checkReason('  runaway agent \n')).toEqual({ ok: true, reason: 'runaway agent' });
  });

  it.each(['', ' ', '\n\t', '\u200B', '\u2060\u00AD', '\u3164', '\u2800'])('refuses %j', (typed) =>
    expect(checkReason(typed)).toEqual({
      ok: false,
      problem: 'Enter a reason.',
    }),
  );

  it('accepts the longest allowed reason and refuses one character more, counting an emoji as one', () => {
    expect(checkReason('🛑'.repeat(REASON_MAX)).ok).toBe(true);
    expect(checkReason('🛑'.repeat(REASON_MAX + 1))).toEqual({
      ok: false,
      problem: 'Shorten the reason by 1 to at most 500 characters.',
    });
  });

  it('changes an accepted reason only at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (typed) => {
        const check = checkReason(typed);
        if (check.ok) expect(typed).toContain(check.reason);
      }),
    );
  });
});
