import { wordsOf } from '../../core/text/words-of';
import { createChildren } from './children';
import { readControlConfig, USAGE, UsageError } from './config';
import { createLog } from './log';
import { writePids } from './pids-file';
import { startControlServer } from './server';

/** The program `exacta-control`: the services of a host as its own children, and the host control API. */
async function main(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const config = readControlConfig(words, process.env);
  const log = createLog(config.log, Date.now);
  const children = createChildren(config.services, log);
  const server = await startControlServer(config, children, log);
  // Only now: where the port is taken, another control API may have started them.
  writePids(config.pids, children.start(), log);
  const { address, port } = server.address;
  log({
    listening: `${address}:${port}`,
    enabled: config.enabled,
    token_configured: config.adminToken !== null,
  });
  process.stdout.write(
    `The control API listens on ${address}:${port}${config.enabled ? '' : ' and is off'}.\n`,
  );

  if (config.taskkillAllowed) {
    process.stderr.write(
      'CONTROL_API_ALLOW_TASKKILL is 1. Nothing is ended by force over HTTP all the same. Set it to 0 unless an operator manages this host alone.\n',
    );
  }

  let stopping = false;
  const stop = async () => {
    // A second signal does not wait: whoever sends it wants the process gone.
    if (stopping) process.exit(1);
    stopping = true;
    await server.close();
    await children.stop(children.pids());
    log({ stopped: true });
    // This process ends when its children have: it does nothing more to those that ignore SIGTERM.
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
