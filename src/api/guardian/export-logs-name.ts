import { clip } from '../../lib/text';

/** The longest file name that is saved, in UTF-16 units, extension included. */
export const MAX_NAME = 120;

/**
 * The parameters of a Content-Disposition header (RFC 6266) by name. A `;` inside a quoted value does not start a new
 * parameter.
 */
function parametersOf(disposition: string): Map<string, string> {
  const parameters = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of disposition.slice(0, 2_000).matchAll(parameters)) {
    const bare = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value.trim();
    // The first one counts; a second one with the same name could only come from somebody else.
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), bare);
  }
  return found;
}

/** The decoded text of `UTF-8''%E2%82%AC.json` (RFC 8187); null when it cannot be decoded. */
function decodeExtended(value: string | undefined): string | null {
  const encoded = /^utf-8'[^']*'(.+)$/i.exec(value ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** A text that is safe as a file name on any system: no path, no invisible or reordering characters, no device name. */
function harmless(text: string): string {
  const last = text.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(clean) ? `_${clean}` : clean;
}

/** Cuts the name to the longest length. It keeps the extension and never splits a character. */
function cut(stem: string, extension: string): string {
  return clip(stem, MAX_NAME - extension.length, '').replace(/[\s.]+$/u, '') + extension;
}

type Fallback = { host: string | null; at: Date };

/**
 * The name of the file of exported logs: the server's name, made safe, or `guardian-logs_<host>_<time>`. The extension
 * follows the content type, so that no server can make the browser save a program.
 */
export function logFileName(disposition: string | null, type: string, { host, at }: Fallback): string {
  const gzip = /^application\/(x-)?gzip\b/i.test(type);
  const parameters = parametersOf(disposition ?? '');
  const named = decodeExtended(parameters.get('filename*')) ?? parameters.get('filename') ?? '';
  const time = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const own = `guardian-logs_${harmless(host ?? '') || 'unknown-host'}_${time}Z`;
  const name = harmless(named) || own;
  const extension = (gzip ? /(\.json|\.log|\.tar)?\.t?gz$/i : /\.json$/i).exec(name)?.[0];
  const stem = extension ? name.slice(0, -extension.length) : name;
  return cut(harmless(stem) || own, extension ?? (gzip ? '.gz' : '.json'));
}
