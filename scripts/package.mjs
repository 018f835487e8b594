// @ts-check
// `npm run package`: the package of the Guardian for hosts, signed.
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { ensureGuardianBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { root } from './process.mjs';

const usage = `Usage: npm run package -- [options]
Makes exacta-guardian-VERSION.tar.gz, which needs nothing but Node, and beside it what verifies it: its SHA-256 with the release
key's signature, the release key with the root's signature, and verify.sh with the root's public key in it.

  --release-key FILE         the release key, private, in PEM (Ed25519)
  --release-signature FILE   the offline root's signature over the release key's public key in PEM
  --root-public FILE         the offline root's public key in PEM
                             Without these three, development keys are made in development-keys/. Nobody must trust them.
  --core FOLDER              a Core to sign and to bring along; needs --core-version
  --core-version VERSION     such as 2.4.1
  --core-min-version VERSION the oldest Core that a host with this one may still install or go back to; default 0.0.0
  --version VERSION          default: that of package.json
  --min-version VERSION      the oldest version that may replace this one; default 0.0.0
  --out FOLDER               default: dist-package`;

const TEXT = /** @type {const} */ ({ type: 'string' });
const { values } = readOptions(
  usage,
  {
    'release-key': TEXT,
    'release-signature': TEXT,
    'root-public': TEXT,
    core: TEXT,
    'core-version': TEXT,
    'core-min-version': TEXT,
    version: TEXT,
    'min-version': TEXT,
    out: TEXT,
  },
  {
    check(given) {
      const keys = ['release-key', 'release-signature', 'root-public'].filter(
        (name) => given[name] !== undefined,
      );
      if (keys.length > 0 && keys.length < 3)
        return '--release-key, --release-signature and --root-public belong together.';
      if ((given['core'] === undefined) !== (given['core-version'] === undefined))
        return '--core and --core-version belong together.';
      if (given['core-min-version'] !== undefined && given['core'] === undefined)
        return '--core-min-version goes with --core.';
      const versions = ['version', 'min-version', 'core-version', 'core-min-version'].map(
        (name) => given[name] ?? '0.0.0',
      );
      return versions.every((version) => /^\d+\.\d+\.\d+$/.test(String(version)))
        ? null
        : 'A version is three numbers, such as 2.4.1.';
    },
  },
);

try {
  await ensureInstalled();
  await ensureGuardianBuilt();
  const { runnerImport } = await import('vite');
  /** @param {string} name */
  const load = async (name) =>
    (await runnerImport(`./guardian/packaging/${name}.ts`, { root, logLevel: 'error' })).module;
  const { makePackage, packCore } = await load('make-package');
  const { readReleaseKeys, developmentKeys } = await load('package-keys');
  const { rootPublicPem, keys } = await readKeys(readReleaseKeys, developmentKeys);
  const minVersion = values['min-version'] ?? '0.0.0';
  const out = resolve(values.out ?? join(root, 'dist-package'));
  const core = values.core === undefined ? null : join(out, `exacta-core-${values['core-version']}.tar.gz`);
  if (core !== null)
    await packCore(
      resolve(values.core ?? ''),
      { version: values['core-version'], minVersion: values['core-min-version'] ?? '0.0.0' },
      keys,
      core,
    );
  const version = values.version ?? JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const programs = join(root, 'dist-guardian');
  const tarball = await makePackage({
    source: root,
    programs,
    version,
    minVersion,
    rootPublicPem,
    keys,
    core,
    out,
  });
  console.log(tarball);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {Function} readReleaseKeys @param {Function} developmentKeys */
async function readKeys(readReleaseKeys, developmentKeys) {
  const [releaseKey, releaseSignature, rootPublic] = [
    values['release-key'],
    values['release-signature'],
    values['root-public'],
  ];
  if (releaseKey !== undefined) return readReleaseKeys({ releaseKey, releaseSignature, rootPublic });
  const folder = join(root, 'development-keys');
  const read = await developmentKeys(folder);
  console.error(
    `Signed with development keys (${folder}${read.made ? ', made now' : ''}). Nobody must trust this package.`,
  );
  return read;
}
