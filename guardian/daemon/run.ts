import { startDaemon, type DaemonOptions } from './start-daemon';

/** Is the Guardian until it is stopped, by SIGTERM, SIGINT or `--stop`. False when another one works in this home. */
export async function runDaemon(options: DaemonOptions): Promise<boolean> {
  const daemon = await startDaemon(options);
  if (!daemon) return false;
  const stop = () => void daemon.stop();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A terminal that goes away ends no Guardian.
  process.on('SIGHUP', () => {});
  try {
    await daemon.ended;
  } finally {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  }
  return true;
}
