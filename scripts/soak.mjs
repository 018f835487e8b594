// @ts-check
// `npm run soak [-- 5000]`: this many random walks through the kill-switch page, from a new seed each time. A failure prints
// the seed and the path that repeat it: `WALKS_SEED=… npm run soak -- 200`.
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { cli, run, stopWhenTold } from './process.mjs';

const usage = `Usage: npm run soak [-- 3000]
Walks so many times at random through the kill-switch page. WALKS_SEED=… repeats the walks of that seed.`;
const isCount = (/** @type {string} */ text) => /^[1-9]\d{0,8}$/.test(text);
const { words } = readOptions(
  usage,
  {},
  {
    positionals: 1,
    check: (_values, [count = '1']) => (isCount(count) ? null : `${count} is not a number of walks.`),
  },
);
const walks = Number(words[0] ?? 3_000);
const seed = process.env['WALKS_SEED'] ?? String(Date.now() % 2 ** 31);
console.log(`${walks} walks, seed ${seed}`);

stopWhenTold();
await ensureInstalled();
const env = { ...process.env, WALKS: String(walks), WALKS_SEED: seed };
const { code } = await run(
  process.execPath,
  [cli('vitest'), 'run', 'src/features/kill-switch/toggle/walks'],
  {
    env,
  },
);
process.exitCode = code;
