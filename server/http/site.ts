import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from './send';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest']);

interface SiteFile {
  type: string;
  cache: string;
  plain: Buffer;
  gzipped: Buffer | null;
}

export interface Site {
  /** Answers GET and HEAD: a file, the page of the app for any path without a file extension, or 404. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse, pathname: string): void;
}

/**
 * Reads a build of the console into memory: a path can then reach nothing else, and a build that is replaced on the disk does
 * not mix with the one that is served. Null when there is no build.
 */
export async function loadSite(dist: string): Promise<Site | null> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, SiteFile>();
  await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isFile()) return;
      const path = join(entry.parentPath, entry.name);
      files.set(path.slice(dist.length).replaceAll('\\', '/'), await loadFile(path));
    }),
  );
  const page = files.get('/index.html');
  return page ? { answer: (...asked) => answer(files, page, ...asked) } : null;
}

async function loadFile(path: string): Promise<SiteFile> {
  const plain = await readFile(path);
  const extension = extname(path);
  const forEver = /[\\/]assets[\\/]/.test(path);
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    cache: forEver ? 'public, max-age=31536000, immutable' : 'no-store',
    plain,
    gzipped: COMPRESSED.has(extension) ? await promisify(gzip)(plain) : null,
  };
}

function answer(
  files: ReadonlyMap<string, SiteFile>,
  page: SiteFile,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  pathname: string,
) {
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
    return sendText(outgoing, 405, 'Method Not Allowed', { Allow: 'GET, HEAD' });
  }
  const asked = decode(pathname);
  if (asked === null) return sendText(outgoing, 400, 'Bad Request');
  const lastPart = asked.slice(asked.lastIndexOf('/') + 1);
  const file = files.get(asked) ?? (lastPart.includes('.') ? null : page);
  if (!file) return sendText(outgoing, 404, 'Not Found');
  const zip = file.gzipped && /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '');
  send(
    outgoing,
    200,
    {
      'Content-Type': file.type,
      'Cache-Control': file.cache,
      ...(file.gzipped ? { Vary: 'Accept-Encoding' } : {}),
      ...(zip ? { 'Content-Encoding': 'gzip' } : {}),
    },
    (zip ? file.gzipped : null) ?? file.plain,
  );
}

function sendText(
  outgoing: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
) {
  send(outgoing, status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, text);
}

function decode(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
