import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from './log';
import type { StartedService } from './children';

/**
 * Names the running services for the emergency script, one a line: name, process group, ticks of the start (`-` where there are
 * none), time of the start. The control API works without this file, so a failure is only logged.
 */
export function writePids(file: string, services: readonly StartedService[], log: Log): void {
  const now = new Date().toISOString();
  const lines = services.map(({ name, group }) => `${name} ${group.id} ${group.startTime || '-'} ${now}\n`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, lines.join(''), { mode: 0o644 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    log({ failed: error instanceof Error ? error.message : String(error) });
  }
}
