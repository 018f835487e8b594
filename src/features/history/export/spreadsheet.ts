// What a spreadsheet would change when it opens a CSV file.

/**
 * Text that a spreadsheet may take for a formula. Programs skip different blanks and invisible characters before they look,
 * so this skips all of them. Some programs also accept the full-width signs of East Asian keyboards.
 */
const FORMULA = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]*[=+\-@\t\r\n\0＝＋－＠]/u;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Characters that occur in no number and no date. A leading apostrophe turns anything into text; inside a number it
 * separates thousands in Switzerland.
 */
const NEVER_IN_NUMBERS = /^'|["=!?*&<>{}[\]|~^`\\@]/;

/** The longest number or date that contains words. */
const MOST_CHARACTERS = 64;

/** Languages whose names of months and days a spreadsheet may know: it reads dates in the language of its computer. */
const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs sk hu ro hr tr el ru uk id vi'.split(' ');

/** Exponents, halves of the day, time zones, currencies and the signs of East Asian dates. */
const WORDS =
  'e d a p am pm t z utc gmt de usd eur gbp chf kr zł kč ft lei лв ₽ r rs 年 月 日 時 时 分 秒 年度 午前 午後 上午 下午 년 월 일 시 초 오전 오후'.split(
    ' ',
  );

const fold = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

let known: Set<string> | undefined;
/** Every word that may be a part of a number or a date. */
function knownWords(): Set<string> {
  if (known) return known;
  known = new Set(WORDS.map(fold));
  for (const language of LANGUAGES) {
    for (const length of ['long', 'short'] as const) {
      // Formatted together with a day, because many languages inflect the name of the month then.
      const options = { month: length, weekday: length, day: 'numeric', timeZone: 'UTC' } as const;
      const withDay = new Intl.DateTimeFormat(language, options);
      const alone = new Intl.DateTimeFormat(language, { month: length, timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        // Twelve days in a row contain every day of the week.
        const date = Date.UTC(2026, month, month + 1);
        for (const word of wordsOf(`${withDay.format(date)} ${alone.format(date)}`)) known.add(word);
      }
    }
  }
  // English has two short forms of September.
  known.add('sep').add('sept');
  return known;
}

const wordsOf = (text: string): string[] => fold(text).match(/\p{L}+/gu) ?? [];

/**
 * Whether a spreadsheet may read a text as a number, date or time and show it differently: `00123`, `12345e67`, `1/2`,
 * `5-Jan`. Such a text has a digit, and all its words belong to numbers and dates.
 */
function looksLikeNumber(text: string): boolean {
  if (!/\p{N}/u.test(text) || NEVER_IN_NUMBERS.test(text) || UUID.test(text)) return false;
  if (!/\p{L}/u.test(text)) return true;
  return text.length <= MOST_CHARACTERS && wordsOf(text).every((word) => knownWords().has(word));
}

/**
 * Puts an apostrophe in front of a cell that a spreadsheet would take for a formula, a number or a date, so that it is shown
 * as text. That is a cell whose first visible character is one of `= + - @`, a cell with a tab, CR, LF or NUL before it, or
 * one that `looksLikeNumber`. The JSON export has the exact text.
 */
export function neutralise(cell: string): string {
  return FORMULA.test(cell) || looksLikeNumber(cell) ? `'${cell}` : cell;
}
