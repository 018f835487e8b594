import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { emergencyFolderOf, INSTALLED, pathsOf } from '../home/paths';
import type { Platform } from '../ports';
import { runDaemon } from '../daemon/run';
import { EXIT, Stopped } from './exit-codes';
import { makeHome } from './make-home';
import { filesOnDisk } from './open-files';
import type { Host } from './run';

const platform: Platform = process.platform === 'win32' ? 'windows' : 'linux';

/** The program on this host, by the path of its file. */
export function nodeHost(programFile: string): Host {
  const folder = dirname(programFile);
  // A build in a checkout has no manifest. Everywhere else a missing one is a damaged installation.
  const isCheckout = basename(folder) === 'dist-guardian';
  const sampleCore = isCheckout ? join(folder, '..', 'guardian', 'sample-core') : null;
  const version = versionIn(isCheckout ? dirname(folder) : folder);
  return {
    pathsOf: (named) => {
      const home = named ?? INSTALLED[platform].home;
      return pathsOf(home, emergencyFolderOf(home, platform), platform);
    },
    files: filesOnDisk({ folder: isCheckout ? null : folder, version }),
    init: (given) => makeHome(given, { folder, sampleCore, version, platform }),
    async daemon({ home, safeMode, port, address }) {
      const program = { folder: isCheckout ? null : folder, version };
      const options = {
        home: home ?? INSTALLED[platform].home,
        safeMode,
        program,
        ...(port === null ? {} : { port }),
        ...(address === null ? {} : { address }),
        say: (line: string) => void process.stderr.write(`${line}\n`),
      };
      if (await runDaemon(options)) return { code: EXIT.done, text: 'The Guardian has ended.', json: {} };
      throw new Stopped(EXIT.busy, `Another Guardian or command works in ${options.home}.`);
    },
  };
}

function versionIn(folder: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return String(version);
  } catch {
    // The Guardian works all the same.
    return '0.0.0';
  }
}
