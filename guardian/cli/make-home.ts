import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { codeOf, nodeFiles } from '../home/durable';
import { initHome, NotEmpty } from '../home/init-home';
import { newKeyPair } from '../home/keys';
import { certifyReleaseKey } from '../home/manifest';
import { INSTALLED } from '../home/paths';
import { signFolder } from '../home/released-folder';
import type { Platform } from '../ports';
import { EXIT, Stopped } from './exit-codes';
import type { Outcome } from './outcome';

export interface NewHome {
  /** Null is the installed Guardian's. */
  home: string | null;
  /** The offline root's public key in PEM; null for the one that came with the program. */
  rootKey: string | null;
  /** A first Core, a folder or a `.tar.gz`; null for the one that came with the program. */
  core: string | null;
}

interface Program {
  /** Where the program is, with what came along: `root-public.pem`, `exacta-core.tar.gz`. */
  folder: string;
  /** The folder of the sample Core; null where there is none. */
  sampleCore: string | null;
  version: string;
  platform: Platform;
}

/**
 * Makes a home. A program that came without a root key is a checkout: its homes get a root of their own, kept beside the
 * home, and a sample Core that this root signed. Throws `Stopped` when the folder holds anything or may not be written.
 */
export async function makeHome({ home: named, rootKey, core }: NewHome, program: Program): Promise<Outcome> {
  const { folder, sampleCore, version, platform } = program;
  const home = named ?? INSTALLED[platform].home;
  const shipped = (name: string) => (existsSync(join(folder, name)) ? join(folder, name) : null);
  const keyFile = rootKey ?? shipped('root-public.pem');
  const trial = `${home}-release`;
  // Until there is a home, its trial keys are in a folder that nobody else has.
  let draft: string | null = null;
  try {
    await mkdir(dirname(home), { recursive: true });
    const given =
      keyFile === null
        ? await trialRelease((draft = await mkdtemp(`${trial}-`)), core ?? sampleCore)
        : { rootKey: await readFile(keyFile, 'utf8'), core: core ?? shipped('exacta-core.tar.gz') };
    const made = await initHome({
      home,
      host: hostname(),
      platform,
      guardianVersion: version,
      rootKey: given.rootKey,
      ...(given.core === null ? {} : { core: given.core }),
      now: Date.now(),
    });
    if (draft !== null) {
      await rm(trial, { recursive: true, force: true });
      await rename(draft, trial);
    }
    const { publicKey, emergencyKey, killFile } = made.paths;
    const coreVersion = await made.versions.current();
    const lines = [
      `A Guardian's home was made at ${home}, for the host ${made.host}.`,
      `Core: ${coreVersion ?? 'none yet'}`,
      `KILL file: ${killFile}`,
      `Emergency key: ${emergencyKey}`,
      `Public key for kill-switch host add: ${publicKey}`,
      ...(keyFile === null ? [`Keys that sign a Core for this home: ${trial}`] : []),
      `Start it: exacta-guardian --daemon${named === null ? '' : ` --home ${home}`}`,
    ];
    const json = {
      home,
      host: made.host,
      core: coreVersion,
      kill_file: killFile,
      emergency_key: emergencyKey,
    };
    return { code: EXIT.done, text: lines.join('\n'), json: { ...json, public_key: publicKey } };
  } catch (error) {
    if (draft !== null) await rm(draft, { recursive: true, force: true }).catch(() => {});
    throw explain(error, home);
  }
}

/** A root and a release key for one home, and its sample Core, signed. */
async function trialRelease(folder: string, sample: string | null) {
  const [root, release] = [newKeyPair(), newKeyPair()];
  const keys = certifyReleaseKey(release, root.privatePem);
  const files = {
    'root-key.pem': root.privatePem,
    'release-key.pem': release.privatePem,
    'release-public.pem': release.publicPem,
    'release-public.sig': keys.releaseSignature,
  };
  for (const [name, contents] of Object.entries(files)) {
    await writeFile(join(folder, name), contents, { mode: 0o600 });
  }
  if (sample === null) return { rootKey: root.publicPem, core: null };
  const core = join(folder, 'core');
  await cp(sample, core, { recursive: true });
  await signFolder(nodeFiles, core, { product: 'exacta-core', version: '1.0.0', min_version: '1.0.0' }, keys);
  return { rootKey: root.publicPem, core };
}

function explain(error: unknown, home: string): Stopped {
  const code = codeOf(error);
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof NotEmpty) {
    const next = 'Name an empty folder, or one that does not exist.';
    return new Stopped(EXIT.refused, `${why} So no home was made. ${next}`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Stopped(
      EXIT.notAdministrator,
      `--init needs an administrator to write ${home}: ${why}. Run it as root, or name a folder of your own with --home DIR.`,
    );
  }
  return new Stopped(EXIT.failed, `No home was made at ${home}: ${why}`);
}
