// @ts-check
// `npm run mock-server`: the mock backend as a real HTTP server, for `API_ORIGIN=… npm run dev:api` and for curl.
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';

const usage = `Usage: npm run mock-server [-- options]
Serves the mock of Aegis, Guardian and host over HTTP on 127.0.0.1.

  --port 8787    the port; 0 for any free one
  --dist dist    also serves this build of the console
  --base /       the path under which the build is served
  --seed demo    the history to begin with; an unknown name lists them
  --fault LIST   what is to go wrong, such as status:slow,toggle:500; an unknown name lists them`;
readOptions(usage, {
  port: { type: 'string' },
  dist: { type: 'string' },
  base: { type: 'string' },
  seed: { type: 'string' },
  fault: { type: 'string' },
});

stopWhenTold(0);
try {
  await ensureInstalled();
  const { runnerImport } = await import('vite');
  // The mocks are TypeScript that only a bundler resolves. Vite's own runner loads them as it does for the browser.
  const { module } = await runnerImport('./mocks/serve/serve.ts', { root, logLevel: 'error' });
  const { main } = /** @type {{ main: (args: string[]) => unknown }} */ (module);
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // The mocks check the values of the options, which is possible only after they are loaded.
  process.exitCode = error instanceof Error && error.name === 'UsageError' ? 2 : 1;
}
