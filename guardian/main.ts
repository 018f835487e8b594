import { fileURLToPath } from 'node:url';
import { nodeIo } from './cli/io';
import { nodeHost } from './cli/node-host';
import { runGuardian } from './cli/run';

/** The program `exacta-guardian`: the command line, and with `--daemon` the Guardian itself. */
process.exitCode = await runGuardian(
  process.argv.slice(2),
  process.cwd(),
  nodeIo(),
  nodeHost(fileURLToPath(import.meta.url)),
);
