import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise } from './spreadsheet';

/** How a spreadsheet reads a cell, by a simple rule. */
function readByHand(cell: string): 'text' | 'number' | 'date' {
  const bare = cell.trim().replace(/^\((.*)\)$/, '-$1');
  const number = bare.replace(/^[$€£¥]\s*|\s*[%$€£¥]$/g, '').replace(/(?<=\d)[\s,.'_](?=\d{3})/g, '');
  if (/^[+-]?(\d+[.,]?\d*|[.,]\d+)([ed][+-]?\d+)?$/i.test(number)) return 'number';
  if (/^([+-]?\d+\s)?\d+\/\d+$/.test(bare)) return 'number';
  if (/^\d+([-/.]\d+){1,2}([T ]+\d+(:\d+)*(\.\d+)?Z?)?$/i.test(bare)) return 'date';
  if (/^\d+(:\d+){1,2}(\s*[ap]m?)?$|^\d+\s[ap]m?$/i.test(bare)) return 'date';
  const month = '(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*';
  const dated = new RegExp(`^(\\d+[-/. ]*)?${month}[-/. ,]*\\d+([-/. ,]+\\d+)?$|^\\d+[-/. ]*${month}$`, 'i');
  const named = /^[-\d\s/.,]*([a-z]+)[-\d\s/.,]*$/i.exec(bare)?.[1] ?? '';
  return dated.test(bare) && MONTHS.some((name) => name.startsWith(named.toLowerCase())) ? 'date' : 'text';
}
const MONTHS =
  'january february march april may june july august september october november december sept'.split(' ');

const piece = fc.constantFrom(
  ...`= + - @ " , ; ' . / : % $ ( ) a 0 12 007 2026 e E Jan december Sept may PM T Z 年 req`.split(' '),
  ...' \t\r\n\0\u200b',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
);

it('the test’s own rule finds numbers and dates, and leaves words alone', () => {
  for (const cell of ['1', '-1.5', '3E5', '$1,000.00', '5%', '(5)', '1/2', '00123'])
    expect([cell, readByHand(cell)]).not.toEqual([cell, 'text']);
  for (const cell of [
    '1-2',
    '12:30',
    '9 pm',
    '5-Jan',
    'MAR1',
    'Sept 2',
    'Dec 5, 2026',
    '2026-11-20T10:00:00Z',
  ])
    expect([cell, readByHand(cell)]).not.toEqual([cell, 'text']);
  for (const cell of ['', 'March', 'row-2', "'1", 'a 1/2', '5ec05f6a', '1.2.3.4', '12 monkeys'])
    expect([cell, readByHand(cell)]).toEqual([cell, 'text']);
});

describe('neutralise', () => {
  it.each([
    '=1',
    '+1',
    '-1',
    '@A1',
    '\tx',
    '\rx',
    '\nx',
    '\0x',
    ' =1',
    '\u200B=1',
    '\uFEFF@x',
    '\u00A0\u3164+1',
    ' \tx',
    '＝1',
    '12345e67',
    '00123456',
    '00123',
    '0'.repeat(64),
    '9007199254740993',
    '1/2',
    '1-2',
    '1 1/2',
    '3E5',
    '1.5',
    '1,000',
    '5%',
    '(5)',
    '€ 5',
    '$1.00',
    '12:30',
    '9:05 PM',
    '10 p',
    '2026-11-20',
    '2026-11-20T10:00:00Z',
    '5-Jan',
    'MAR1',
    'SEPT2',
    'Sep 2',
    '3. März 2026',
    '5 déc',
    '20 listopada 2026',
    '2026年11月20日',
    '11월 20일',
    '١٢٣',
    '１２３',
  ])('turns %j into text', (cell) => {
    expect(neutralise(cell)).toBe(`'${cell}`);
  });

  it.each([
    '',
    ' ',
    'a=1',
    "'=1",
    '"=1"',
    'a\tb',
    'ü',
    '😀',
    'TRUE',
    'March',
    'req-2',
    'REQ-00123',
    'u1',
    '10 agents',
    '5 jan 2026 drill',
    'row 1/2',
    '12345678-1234-4234-8234-123456789012',
    '5ec05f6a',
    'v1.2',
  ])('leaves %j unchanged', (cell) => {
    expect(neutralise(cell)).toBe(cell);
  });

  it('puts at most one apostrophe in front, and never leaves a formula', () => {
    fc.assert(
      fc.property(text, (cell) => {
        const safe = neutralise(cell);
        expect([cell, `'${cell}`]).toContain(safe);
        expect(neutralise(safe)).toBe(safe);
        expect(/^\s*[=+\-@]|^[\t\r\n\0]/.test(safe)).toBe(false);
        expect(readByHand(safe)).toBe('text');
      }),
    );
  });
});
