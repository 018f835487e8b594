// @ts-check
// `npm run guardian -- …`: the command line `exacta-guardian` of this checkout.
import { ensureGuardianBuilt, runGuardian } from './build.mjs';
import { ensureInstalled } from './install.mjs';

try {
  await ensureInstalled();
  await ensureGuardianBuilt();
  await runGuardian();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
