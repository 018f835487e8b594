import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { stillRunning, startedBy } from './core-processes';
import { expect, test as base } from './real-fixtures';
import { startRealServer, type RealServer } from './real-server';

export { expect } from './real-fixtures';

const run = promisify(execFile);
const scripts = resolve(import.meta.dirname, '../../scripts');

/** `npm run NAME -- …`. */
async function npmRun(name: string, ...words: string[]): Promise<string> {
  return (await run(process.execPath, [join(scripts, `${name}.mjs`), ...words])).stdout;
}

/** The Guardian of `npm start`, and its Core, as the machine that they run on sees them. */
export interface HostSeen {
  home: string;
  pid: number;
  /** The name that a person types to leave Safe Mode. */
  name: string;
  /** What an operator types into a shell there. `$1` is the home. */
  sh(script: string): Promise<void>;
  /** `npm run guardian -- …` on its home. Resolves to what it says. */
  guardian(...words: string[]): Promise<string>;
  /** Signs a Core of this one file with the keys of the home's trial release. Resolves to the path of its `.tar.gz`. */
  signCore(version: string, text: string): Promise<string>;
  /** Core runs, with its two children. Resolves to a count of those of its processes that run still. */
  untilCoreRuns(): Promise<() => number>;
}

function seeHost({ guardian: { home, pid } }: RealServer): HostSeen {
  const note: { host: string } = JSON.parse(readFileSync(join(home, 'home.json'), 'utf8'));
  return {
    home,
    pid,
    name: note.host,
    async sh(script) {
      await run('sh', ['-eu', '-c', script, 'sh', home]);
    },
    guardian: (...words) => npmRun('guardian', ...words, '--home', home),
    async signCore(version, text) {
      const [folder, keys] = [join(home, '..', `core-${version}`), `${home}-release`];
      mkdirSync(folder);
      writeFileSync(join(folder, 'core.mjs'), text);
      const release = {
        'release-key': join(keys, 'release-key.pem'),
        'release-signature': join(keys, 'release-public.sig'),
        'root-public': join(home, 'root-public.pem'),
        core: folder,
        'core-version': version,
        out: `${folder}-out`,
      };
      await npmRun('package', ...Object.entries(release).flatMap(([name, value]) => [`--${name}`, value]));
      return join(release.out, `exacta-core-${version}.tar.gz`);
    },
    async untilCoreRuns() {
      const cores = () => startedBy(pid).filter(({ command }) => command.includes('-e let n = 0'));
      await expect.poll(() => cores().length, { timeout: 20_000, intervals: [50] }).toBe(2);
      const processes = startedBy(pid);
      return () => stillRunning(processes).length;
    },
  };
}

/** One `npm start` for all tests of a file, which follow from each other. */
export const test = base.extend<{ host: HostSeen }, { oneServer: RealServer }>({
  oneServer: [
    async ({ browserName: _browserName }, provide) => {
      const server = await startRealServer();
      await provide(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  server: async ({ oneServer }, provide) => provide(oneServer),
  host: async ({ oneServer }, provide) => provide(seeHost(oneServer)),
});
