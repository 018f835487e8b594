// Texts that people, programs and attackers have put where a reason or a name was expected. Partly made by rule.

const at = (code: number) => String.fromCodePoint(code);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const pair = (texts: string[]) => texts.flatMap((text) => [`${text}safe`, `safe${text}end`]);

/** Each of them would reorder, hide or join what stands around it. */
const bidi = pair([0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)].map(at));
const invisible = pair(
  [
    0xad,
    0x180e,
    0x200b,
    0x200c,
    0x200d,
    ...range(0x2060, 0x2064),
    0xfeff,
    0xfff9,
    0xfffb,
    0xe0001,
    0xe0041,
  ].map(at),
);
const control = [...range(0, 8), 0x0b, 0x0c, ...range(0x0e, 0x1f), ...range(0x7f, 0x9f)].map(
  (code) => `a${at(code)}b`,
);
const spaces = [0xa0, 0x1680, 0x2003, 0x2028, 0x2029, 0x205f, 0x2800, 0x3000, 0x3164, 0xffa0].map(
  (code) => `[${at(code)}]`,
);
const halves = [`\uD83D`, `\uDE00`, `x\uD800y`, `\uDC00\uD800`].map((half) => `half ${half} emoji`);

const rightToLeft = [
  'שלום, עולם (1:0)',
  'إيقاف الوكيل 42!',
  'abc עברית def العربية ghi',
  `${at(0x202e)}txt.exe${at(0x202c)} opened`,
  `admin${at(0x2066)}${at(0x202e)}nimda`,
  `1${at(0x200f)}-2-3${at(0x200f)}/4`,
];

const stacked = ['e', 'A', 'ก', 'न'].map((letter) => letter + '\u0301\u0323\u0337\u0361'.repeat(20));
const emoji = ['🛑', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪🇫', '👍🏿', '1️⃣', '☠︎', '🫥'.repeat(60)];

const tags = [
  'script',
  'img',
  'svg',
  'iframe',
  'body',
  'details',
  'video',
  'style',
  'base',
  'math',
  'object',
  'template',
];
const attacks = [
  'onerror=alert(1)',
  'onload=alert(1)',
  'src=x onerror=confirm(1)',
  'open ontoggle=prompt(1)',
];
const html = [
  ...tags.flatMap((tag) => attacks.map((attack) => `<${tag} ${attack}>`)),
  ...tags.map((tag) => `</td></tr></table><${tag}>alert(1)</${tag}>`),
  '<!-- --><![CDATA[ x ]]>',
  '&lt;b&gt; &amp;amp; &#x202e; &nbsp',
  '"><b autofocus onfocus=alert(1) x="',
  "' style='position:fixed;inset:0",
];
const script = [
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '#{7*7}',
  '%{7*7}',
  '<%= 7*7 %>',
  '`;alert(1)//',
  '\\u003cscript\\u003e',
  '</script><script>alert(1)',
];
const formulas = ['=', '+', '-', '@', '\t=', '\r=', '＝'].flatMap((start) => [
  `${start}1+1`,
  `${start}cmd|' /C calc'!A0`,
]);
const sql = [
  "'; DROP TABLE audit_logs; --",
  "' OR '1'='1",
  'admin"--',
  '1; SHUTDOWN',
  "\\'; SELECT pg_sleep(9)--",
  '%_%',
];
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  '__defineGetter__',
  'undefined',
  'null',
  'NaN',
  'true',
  '0',
  '-0',
  '1e309',
  '[object Object]',
  'then',
  'key',
  'ref',
];
const terminal = [
  `${at(27)}[31mred${at(27)}[0m`,
  `${at(27)}]0;title${at(7)}`,
  `${at(0x9b)}2J`,
  '\b\b\b\bgone',
  'over\rwritten',
];
const paths = [
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%2e%2e%2f',
  'file:///etc/shadow',
  '\\\\host\\share',
  'CON',
  'a\0.png',
  '/dev/null',
  '~root',
];
const words = [
  'Disengaged',
  'Engaged',
  'Checking…',
  'Unknown — last confirmed Disengaged 1 s ago',
  'Disengaged\nAgents of this tenant can run.',
  '⟨U+202E⟩',
  'not recorded',
];
const long = [
  'W'.repeat(500),
  'Donaudampfschifffahrt'.repeat(23),
  '\u00a0'.repeat(200) + 'x',
  'a\u2060'.repeat(240),
  '\n'.repeat(100) + 'below',
  `${'https://example.com/'.repeat(20)}?q=1`,
  '漢字'.repeat(250),
  'ﷺ'.repeat(300),
  '꧅'.repeat(200),
  '̷'.repeat(400),
  '\t'.repeat(300) + '|',
];

export const naughty: readonly string[] = [
  ...bidi,
  ...invisible,
  ...control,
  ...spaces,
  ...halves,
  ...rightToLeft,
  ...stacked,
  ...emoji,
  ...html,
  ...script,
  ...formulas,
  ...sql,
  ...names,
  ...terminal,
  ...paths,
  ...words,
  ...long,
];
