// @ts-check
// `npm run mock-server`: the mock backend as a real HTTP server, for `API_ORIGIN=… npm run dev` and for curl.
import { ensureInstalled } from './install.mjs';
import { root, stopWhenTold } from './process.mjs';

stopWhenTold(0);
try {
  await ensureInstalled();
  const { runnerImport } = await import('vite');
  // The mocks are TypeScript that only a bundler resolves; Vite's own runner loads them as it does for the browser.
  const { module } = await runnerImport('./mocks/serve.ts', { root, logLevel: 'error' });
  const { main } = /** @type {{ main: (args: string[]) => unknown }} */ (module);
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
