import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweenRedactions, clip, countCharacters, hasVisibleCharacter, isGlued, revealHidden } from './text';

const invisible = [
  ' ',
  '\t',
  '\n',
  '\u00A0',
  '\u00AD',
  '\u034F',
  '\u061C',
  '\u115F',
  '\u1160',
  '\u17B4',
  '\u180E',
  '\u2000',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200E',
  '\u200F',
  '\u2028',
  '\u2029',
  '\u202A',
  '\u202E',
  '\u2060',
  '\u2064',
  '\u2066',
  '\u2069',
  '\u2800',
  '\u3000',
  '\u3164',
  '\uFE0F',
  '\uFEFF',
  '\uFFA0',
  '\uFFFC',
  '\u0000',
  '\u0007',
  '\u007F',
  '\u{E0020}',
  '\uD800',
];

describe('hasVisibleCharacter', () => {
  it.each(['a', '0', '.', 'é', '漢', 'א', '🛑', '\u200Bx\u200B', '👩‍🚒'])('sees %j', (text) =>
    expect(hasVisibleCharacter(text)).toBe(true),
  );

  it('sees nothing in any mix of invisible characters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...invisible)), (parts) => {
        expect(hasVisibleCharacter(parts.join(''))).toBe(false);
      }),
    );
  });

  it('sees one visible character among any invisible ones', () => {
    const noise = fc.array(fc.constantFrom(...invisible)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, noise, (a, b) => {
        expect(hasVisibleCharacter(`${a}x${b}`)).toBe(true);
      }),
    );
  });
});

describe('revealHidden', () => {
  it('makes characters visible that reorder the page', () => {
    expect(revealHidden('abc\u202Edef')).toBe('abc⟨U+202E⟩def');
    expect(revealHidden('a\u0007b')).toBe('a⟨U+0007⟩b');
  });

  it('does not change text, line breaks, emoji, combining marks and right-to-left scripts', () => {
    const text = 'Zeile 1\nline 2\t👩‍🚒 é שלום नमस्ते <script>=cmd|';
    expect(revealHidden(text)).toBe(text);
  });

  it('makes piles of marks visible that leave no line break, and does not change those of real scripts', () => {
    expect(revealHidden(`e${'\u20dd'.repeat(6)}`)).toBe(`e${'\u20dd'.repeat(4)}⟨U+20DD⟩⟨U+20DD⟩`);
    expect(revealHidden('\u06dd'.repeat(6))).toBe(`${'\u06dd'.repeat(4)}⟨U+06DD⟩⟨U+06DD⟩`);
    expect(revealHidden('e\u0301'.repeat(20) + '\u0323'.repeat(20))).toBe(
      'e\u0301'.repeat(20) + '\u0323'.repeat(20),
    );
    expect(revealHidden('\u06dd12')).toBe('\u06dd12');
  });

  it.each([
    ['a\u3164b', 'a⟨U+3164⟩b'],
    ['\u115F\u1160', '⟨U+115F⟩⟨U+1160⟩'],
    ['\uFFA0', '⟨U+FFA0⟩'],
    ['\u2800', '⟨U+2800⟩'],
    ['a\u034Fb', 'a⟨U+034F⟩b'],
    ['a\uFE0Fb', 'a⟨U+FE0F⟩b'],
    ['\uFE00', '⟨U+FE00⟩'],
    ['1\uFE0F2', '1⟨U+FE0F⟩2'],
    ['a\u{E0100}', 'a⟨U+E0100⟩'],
    // A message can be hidden in selectors after one emoji.
    ['😀\u{E0121}\u{E0122}', '😀⟨U+E0121⟩⟨U+E0122⟩'],
    ['😀\uFE0F\uFE0F', '😀\uFE0F⟨U+FE0F⟩'],
    ['😀\uFE01', '😀⟨U+FE01⟩'],
  ])('makes blank characters visible, and those that change nothing: %j', (text, shown) =>
    expect(revealHidden(text)).toBe(shown),
  );

  it.each([
    '❤\uFE0F',
    '☎\uFE0E',
    '❤\uFE0F\u200D🔥',
    '1\uFE0F\u20E3',
    '#\uFE0F\u20E3',
    '🕵🏽\uFE0F',
    '🏳\uFE0F\u200D🌈',
    '©\uFE0F',
    'ᠠ\u180B',
  ])('keeps the selector that says how %j is drawn', (text) => expect(revealHidden(text)).toBe(text));

  it('leaves no ignorable character except joiners and the selectors of pictographs and Mongolian', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (!/\p{Default_Ignorable_Code_Point}/u.test(character) || /[\u200C\u200D]/.test(character)) continue;
      expect(revealHidden(`a${character}`)).not.toContain(character);
    }
  });

  it('leaves no bidi control in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(revealHidden(text)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\u0000]/);
      }),
    );
  });
});

it('countCharacters counts an emoji as one', () => {
  expect(countCharacters('🛑a')).toBe(2);
});

it('betweenRedactions keeps what stands around the markers, also at either end', () => {
  expect(betweenRedactions('a***EMAIL_REDACTED***b***X_REDACTED***')).toEqual(['a', 'b', '']);
  expect(betweenRedactions('a *** b')).toEqual(['a *** b']);
});

describe('clip', () => {
  it('cuts no character in two', () => {
    expect(clip('abcd', 4)).toBe('abcd');
    expect(clip('abcde', 4)).toBe('abc…');
    expect(clip('ab🛑cd', 4)).toBe('ab…');
    expect(clip('ab🛑cd', 4, '')).toBe('ab🛑');
  });

  it('is never longer than allowed, and returns a text that fits unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const clipped = clip(text, most);
        expect(clipped.length).toBeLessThanOrEqual(most);
        expect(clipped).not.toMatch(/\p{Cs}/u);
        if (text.length <= most) expect(clipped).toBe(text);
        else expect(text.startsWith(clipped.slice(0, -1))).toBe(true);
      }),
    );
  });
});

describe('isGlued', () => {
  it.each([
    '\u0E33'.repeat(300),
    `e${'\u0301'.repeat(600)}`,
    '👩\u200D'.repeat(100),
    'क\u094D'.repeat(50),
    '\u1100'.repeat(50),
    '\u200D'.repeat(50),
    `A reason that begins well ${'\u0301'.repeat(40)} and ends well`,
  ])('is true for a piece without a place to break it, case %#', (text) => expect(isGlued(text)).toBe(true));

  it.each([
    'Billing agent issues refunds in a loop',
    'a'.repeat(5_000),
    '👩‍👩‍👧‍👦 é ñ '.repeat(8),
    'e\u0301'.repeat(8),
    'नमस्ते दुनिया, यह एक साधारण वाक्य है',
    'สวัสดีชาวโลก นี่คือประโยคธรรมดา',
    '한국어 문장입니다'.normalize('NFC'),
    'שָׁלוֹם עֲלֵיכֶם',
  ])('is false for ordinary text, %j', (text) => expect(isGlued(text)).toBe(false));
});
