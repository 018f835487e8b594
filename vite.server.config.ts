import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The server for Node, without a bundler's help to run it: `dist-server/`. */
export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  // What is pure JavaScript is bundled, so that a start opens few files. Native packages must stay where they are.
  ssr: { noExternal: ['hono', 'valibot', /^@noble\//] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-server',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        serve: 'server/serve.ts',
        'gateway-main': 'server/gateway-main.ts',
        start: 'server/start.ts',
        'kill-switch': 'server/kill-switch.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
