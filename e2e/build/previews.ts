import { resolve } from 'node:path';
import { preview, type PreviewServer } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Serves a build as `npm run preview` does, on a free port; with `apiOrigin`, as `API_ORIGIN=… npm run preview`. */
export async function startPreview(mode: 'production' | 'demo', apiOrigin?: string): Promise<PreviewServer> {
  const before = process.env['API_ORIGIN'];
  if (apiOrigin === undefined) delete process.env['API_ORIGIN'];
  else process.env['API_ORIGIN'] = apiOrigin;
  try {
    return await preview({ root, mode, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
  } finally {
    if (before === undefined) delete process.env['API_ORIGIN'];
    else process.env['API_ORIGIN'] = before;
  }
}

/** Where a preview listens, without a slash at the end. */
export function originOf(server: PreviewServer): string {
  const [url = ''] = server.resolvedUrls?.local ?? [];
  return url.replace(/\/$/, '');
}
