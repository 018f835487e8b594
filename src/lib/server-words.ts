/** Replaces the value of a secret. */
const NOT_SHOWN = '[not shown]';

/** The names that logs and configurations use for secrets. */
const NAME = String.raw`[\w-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|cookie|session[_-]?id)[\w-]*`;
/** A quoted value up to its closing quote, or an unquoted one up to the end of the word. */
const VALUE = String.raw`(?:\\?"(?:[^"\\]|\\[^"])*\\?"?|'[^']*'?|[^\s"',;&)}\]]+)`;
/** After a colon and a space there is often a sentence: "token: expired" and "password: field required" contain no secret. */
const PROSE =
  '(?! *(?:required|missing|invalid|expired|revoked|wrong|incorrect|unknown|empty|null|none|not|is|was|must|should|has|cannot|field|value|the|a|an)\\b)';

const secrets: [pattern: RegExp, shown: string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*-----|$)/g, NOT_SHOWN],
  [/(\b(?:proxy-)?authorization["']?\s*[=:]\s*["']?)[^\n"',;}]+/gi, `$1${NOT_SHOWN}`],
  [/\b(bearer|basic)\s+(?=\S*[\d_=])[\w.~+/=-]{8,}/gi, `$1 ${NOT_SHOWN}`],
  [new RegExp(String.raw`(\b${NAME}\\?["']?\s*=\s*)${VALUE}`, 'gi'), `$1${NOT_SHOWN}`],
  [new RegExp(String.raw`(\b${NAME}\\?["']?:\s*)${PROSE}${VALUE}`, 'gi'), `$1${NOT_SHOWN}`],
  [/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, NOT_SHOWN],
  [/(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, `$1${NOT_SHOWN}@`],
];

/**
 * The text without the values of passwords, tokens and keys. The words of a failing server may be read by others near the
 * screen.
 */
export function withoutSecrets(text: string): string {
  return secrets.reduce((rest, [pattern, shown]) => rest.replace(pattern, shown), text);
}

/** Text for programmers: stack traces in several languages, and names of exceptions with their modules. */
const TECHNICAL = [
  /Traceback \(most recent call last\)|\bstack ?trace\b/i,
  /\bFile "[^"]+", line \d+/,
  /\bat (?:async )?(?:[\w$.<>[\] ]+ \()?(?:\w+:\/\/|\/|[A-Z]:\\|node:)[^\s()]*:\d+/,
  /\b\w+\.(?:java|kt|cs|go|rs|rb|py|php|[cm]?[jt]sx?)(?::|:line |\()\d+/,
  /\bgoroutine \d+ \[|\bpanicked at\b|\bpanic: /,
  /\b(?:node_modules|site-packages|dist-packages)[\\/]/,
  /\b(?:[a-z_]\w*\.)+\w*(?:Error|Exception)\b/,
  /\[SQL: /,
];

/** True for text that most people do not understand and that may contain confidential details. It is not shown at once. */
export function isTechnical(text: string): boolean {
  return text.includes('\n') || text.includes(NOT_SHOWN) || TECHNICAL.some((sign) => sign.test(text));
}
