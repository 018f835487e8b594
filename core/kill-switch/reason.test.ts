// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { judgeReason } from './reason';

describe('judgeReason', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['empty', ''],
    ['blanks and newlines', ' \t\n\u00A0\u3000'],
    ['zero-width characters', '\u200B\u200D\u2060\uFEFF\u00AD'],
    ['Hangul fillers and empty Braille', '\u115F\u1160\u3164\uFFA0\u2800'],
    ['a grapheme joiner and a variation selector', '\u034F\uFE0F'],
    ['bidi controls', '\u202E\u2066\u2069'],
    ['control characters and a lone surrogate', '\u0000\u001B\uD800'],
    ['tag characters', '\u{E0041}\u{E0042}'],
  ])('refuses %s', (_name, reason) => expect(judgeReason(reason)).toBe('reason_required'));

  it.each(['.', '字', '🚨', ' \u200B!'])('accepts %j', (reason) => expect(judgeReason(reason)).toBeNull());

  it('counts code points, not code units', () => {
    expect(judgeReason('🚨'.repeat(500))).toBeNull();
    expect(judgeReason('🚨'.repeat(501))).toBe('reason_too_long');
  });
});
