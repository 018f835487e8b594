// @ts-check
// `npm run soak [-- 5000]`: so many random walks through the kill-switch page, from a new seed each time. A failure prints
// the seed and the path that repeat it: `WALKS_SEED=… npm run soak -- 200`.
import { ensureInstalled } from './install.mjs';
import { cli, run, stopWhenTold } from './process.mjs';

const walks = Number(process.argv[2] ?? 3_000);
if (!Number.isInteger(walks) || walks < 1) {
  console.error('Usage: npm run soak -- [number of walks]');
  process.exit(2);
}
const seed = process.env['WALKS_SEED'] ?? String(Date.now() % 2 ** 31);
console.log(`${walks} walks, seed ${seed}`);

stopWhenTold();
await ensureInstalled();
const env = { ...process.env, WALKS: String(walks), WALKS_SEED: seed };
const { code } = await run(process.execPath, [cli('vitest'), 'run', 'src/features/kill-switch/walks'], {
  env,
});
process.exitCode = code;
