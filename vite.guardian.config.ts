import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The Guardian and the host control API for Node, with every package that they use: `dist-guardian/`. */
export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  // They run on hosts where nothing but Node is installed.
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-guardian',
    emptyOutDir: true,
    rolldownOptions: {
      input: { 'exacta-guardian': 'guardian/main.ts', 'exacta-control': 'guardian/control/main.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
