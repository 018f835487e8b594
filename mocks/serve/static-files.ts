import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { securityHeaders } from '../../scripts/security-headers.mjs';

export interface StaticSite {
  /** Folder of the build. */
  dist: string;
  /** The path it is served under, with a slash at both ends. */
  base: string;
}

export interface StaticAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const read = (file: string) => readFile(file).catch(() => null);

const plain = (status: number, text: string, headers: Record<string, string> = {}): StaticAnswer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body: Buffer.from(text),
});

/** The file at a URL path. Paths without a dot in the last part belong to the app and get its index.html. */
export async function readStatic({ dist, base }: StaticSite, pathname: string): Promise<StaticAnswer> {
  if (`${pathname}/` === base) return plain(308, '', { Location: base });
  if (!pathname.startsWith(base)) return plain(404, 'Not Found');
  const name = decode(pathname.slice(base.length));
  if (name === null || name.includes('\0')) return plain(400, 'Bad Request');
  const root = resolve(dist);
  const file = resolve(root, `./${name}`);
  if (file !== root && !file.startsWith(root + sep)) return plain(404, 'Not Found');

  const found = file === root ? null : await read(file);
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  if (!found && lastPart.includes('.')) return plain(404, 'Not Found');
  const served = found ? file : join(root, 'index.html');
  const body = found ?? (await read(served));
  if (!body) return plain(404, `No index.html in ${root}. Run the build first.`);
  const isDemo = (await read(join(root, 'mockServiceWorker.js'))) !== null;
  return { status: 200, body, headers: headersFor(served, name, isDemo) };
}

function headersFor(file: string, name: string, isDemo: boolean): Record<string, string> {
  const extension = extname(file);
  const cached = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return {
    'Content-Type': types[extension] ?? 'application/octet-stream',
    'Cache-Control': extension === '.html' ? 'no-store' : cached,
    // MSW registers its worker with a plain string, so Trusted Types apply only to builds without it.
    ...securityHeaders({ trustedTypes: !isDemo }),
  };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
