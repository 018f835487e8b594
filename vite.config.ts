import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Connect, Plugin, ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { API_PATH } from './core/http/prefixes.ts';
import { securityHeaders } from './scripts/security-headers.mjs';
import { projects } from './src/testing/projects.ts';

export default defineConfig(({ mode }) => {
  const demo = mode === 'demo';
  const proxy = apiProxy(process.env['API_ORIGIN']);
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: basePath(process.env['BASE_PATH']),
    plugins: [
      react(),
      tailwindcss(),
      honestAnswers({ proxied: proxy !== undefined }),
      ...(demo ? [mockWorker()] : []),
    ],
    build: {
      outDir: demo ? 'dist-demo' : 'dist',
      target: 'baseline-widely-available',
      // The polyfill is an inline script, which the CSP forbids. Every targeted browser can preload without it.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // Everything that the first page needs is one script. By default, what it shares with a later one may become a second.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
      // No source maps, not even 'hidden' ones: whoever copies dist/ to a server would publish them with it.
      sourcemap: false,
    },
    server: { ...(proxy && { proxy }) },
    preview: {
      ...(proxy && { proxy }),
      headers: securityHeaders({ trustedTypes: !demo }),
    },
    test: {
      restoreMocks: true,
      unstubGlobals: true,
      unstubEnvs: true,
      // Tests never wait for time. They are slow only when the machine is busy with something else.
      testTimeout: 120_000,
      // A worker waits for a part of its time: one more than there are cores keeps them busy.
      maxWorkers: availableParallelism() + 1,
      setupFiles: ['src/testing/setup.ts'],
      // Times on the page are in the person's time zone. A test that needs another zone says so.
      env: { TZ: 'UTC' },
      projects,
    },
  };
});

/** `console`, `/console` and `/console/` all mean the same sub-path. */
function basePath(path = '/') {
  return `/${path}/`.replace(/\/+/g, '/');
}

/** Passes the API's paths on to a real server, so that the browser sees one origin for console and API, as in production. */
function apiProxy(origin: string | undefined): Record<string, ProxyOptions> | undefined {
  if (!origin) return undefined;
  const target = URL.canParse(origin) ? new URL(origin) : undefined;
  if (!target || !/^https?:$/.test(target.protocol) || target.pathname !== '/' || target.search) {
    throw new Error(`API_ORIGIN must look like http://host:port, not ${origin}`);
  }
  return {
    [API_PATH.source]: {
      target: target.origin,
      changeOrigin: true,
      cookieDomainRewrite: '',
      configure(proxy) {
        proxy.on('proxyRes', (response, _request, ours) => {
          // An answer that breaks off must also break off here. Otherwise the browser waits for the rest for ever.
          response.on('close', () => response.complete || ours.destroy());
          const cookies = response.headers['set-cookie'];
          if (cookies) response.headers['set-cookie'] = cookies.map(forPlainHttp);
        });
        proxy.on('error', (error, _request, response) => {
          if (!('writeHead' in response) || response.headersSent) return;
          refuse(response, `${target.origin} cannot be reached: ${error.message}`);
        });
      },
    },
  };
}

/** We listen on plain http, where a browser drops `Secure` cookies, and the session with them. */
function forPlainHttp(cookie: string) {
  return cookie.replace(/;\s*Secure(?=;|$)/i, '').replace(/(;\s*SameSite=)None/i, '$1Lax');
}

/**
 * Vite answers every unknown path with index.html and 200. For a missing API, or a chunk that is gone since the last
 * deployment, that answer would be false, and no real server gives it.
 */
function honestAnswers({ proxied }: { proxied: boolean }): Plugin {
  const apiIsMissing: Connect.NextHandleFunction = (request, response, next) => {
    if (proxied || !API_PATH.test(request.url ?? '')) return next();
    refuse(
      response,
      'No API_ORIGIN is set: `API_ORIGIN=http://host:port npm run dev:api`, or `npm run dev` for the mocks.',
    );
  };
  const fileIsMissing: Connect.NextHandleFunction = (request, response, next) => {
    const asked = new URL(request.originalUrl ?? '/', 'http://localhost').pathname;
    if (['', '.html'].includes(extname(asked))) return next();
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
  };
  return {
    name: 'honest-answers',
    configureServer(server) {
      server.middlewares.use(apiIsMissing);
    },
    configurePreviewServer(server) {
      server.middlewares.use(apiIsMissing);
      return () => void server.middlewares.use(fileIsMissing);
    },
  };
}

function refuse(response: ServerResponse, detail: string) {
  response.writeHead(502, { 'Content-Type': 'application/json' }).end(JSON.stringify({ detail }));
}

/** MSW's service worker, directly from its package. It is never in public/, so a production build cannot contain it. */
function mockWorker(): Plugin {
  const fileName = 'mockServiceWorker.js';
  const source = () => readFileSync(createRequire(import.meta.url).resolve(`msw/${fileName}`), 'utf8');
  return {
    name: 'mock-worker',
    configureServer({ config, middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== config.base + fileName) return next();
        response
          .writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' })
          .end(source());
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: source() });
    },
  };
}
