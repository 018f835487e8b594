import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, countCharacters, hasVisibleCharacter, revealHidden } from './text';

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
  it('shows what would reorder the page', () => {
    expect(revealHidden('abc\u202Edef')).toBe('abc⟨U+202E⟩def');
  });

  it('leaves text, line breaks, emoji, combining marks and right-to-left scripts alone', () => {
    const text = 'Zeile 1\nline 2\t👩‍🚒 é שלום नमस्ते <script>=cmd|';
    expect(revealHidden(text)).toBe(text);
  });

  it('shows what is piled up until no line can break, and leaves the piles of real scripts alone', () => {
    expect(revealHidden(`e${'\u20dd'.repeat(6)}`)).toBe(`e${'\u20dd'.repeat(4)}⟨U+20DD⟩⟨U+20DD⟩`);
    expect(revealHidden('\u06dd'.repeat(6))).toBe(`${'\u06dd'.repeat(4)}⟨U+06DD⟩⟨U+06DD⟩`);
    expect(revealHidden('e\u0301'.repeat(20) + '\u0323'.repeat(20))).toBe(
      'e\u0301'.repeat(20) + '\u0323'.repeat(20),
    );
    expect(revealHidden('\u06dd12')).toBe('\u06dd12');
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

describe('clip', () => {
  it('cuts no character in two', () => {
    expect(clip('abcd', 4)).toBe('abcd');
    expect(clip('abcde', 4)).toBe('abc…');
    expect(clip('ab🛑cd', 4)).toBe('ab…');
    expect(clip('ab🛑cd', 4, '')).toBe('ab🛑');
  });

  it('is never longer than it may be, and is the text itself where that fits', () => {
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
