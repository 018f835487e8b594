// @ts-check
// A front server as in a deployment: compressed files, kept-alive connections, and the API passed on.
import { existsSync, readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** @type {Record<string, string>} */
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * @param {string} folder the folder of a build
 * @param {string | null} api origin of the API; null for a page that sends no requests
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export async function startFront(folder, api) {
  const agent = new Agent({ keepAlive: true });
  const files = new Map();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url?.split('?')[0] ?? '/';
    if (api && /^\/(auth|decision|audit|guardian|control)\//.test(path)) {
      const passed = request(api + incoming.url, {
        agent,
        method: incoming.method,
        headers: incoming.headers,
      });
      passed.on('response', (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      incoming.pipe(passed);
      return;
    }
    const name = extname(path) === '' ? 'index.html' : path;
    if (!existsSync(join(folder, name))) {
      outgoing.writeHead(404).end();
      return;
    }
    if (!files.has(name)) files.set(name, gzipSync(readFileSync(join(folder, name))));
    outgoing.writeHead(200, {
      'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      'Content-Encoding': 'gzip',
      'Cache-Control': 'no-store',
    });
    outgoing.end(files.get(name));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The front does not listen on a port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
