import * as v from 'valibot';
import { signWith, verifyWith, type PemPair } from './keys';
import { isVersion } from '../../core/guardian/versions';

/**
 * A folder that was released has four more files. Both signatures are the plain 64 bytes of Ed25519, so openssl checks them:
 *
 *     openssl pkeyutl -verify -pubin -inkey root-public.pem -rawin -in release-key.pem -sigfile release-key.sig
 *     openssl pkeyutl -verify -pubin -inkey release-key.pem -rawin -in manifest.json -sigfile manifest.sig
 */
export const SIGNED_FILES = {
  manifest: 'manifest.json',
  manifestSignature: 'manifest.sig',
  releaseKey: 'release-key.pem',
  releaseKeySignature: 'release-key.sig',
} as const;

/** What a manifest is for: a signed Guardian is no Core. */
export type Product = 'exacta-core' | 'exacta-guardian';

export interface Manifest {
  product: Product;
  version: string;
  /** The oldest version to which a host with this one may go back. */
  min_version: string;
  /** SHA-256 in hex by path, with `/` between the names. */
  files: Record<string, string>;
}

const version = v.pipe(v.string(), v.check(isVersion));
const ManifestSchema = v.strictObject({
  product: v.picklist(['exacta-core', 'exacta-guardian']),
  version,
  min_version: version,
  files: v.record(v.string(), v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
}) satisfies v.GenericSchema<unknown, Manifest>;

/** One file a line, in the order of their names: `sed` can read it. */
function writeManifest({ files, ...head }: Manifest): string {
  const sorted = Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...head, files: sorted }, null, 2)}\n`;
}

export interface ReleaseKeys {
  release: PemPair;
  /** The root's signature over the release key's public PEM. */
  releaseSignature: Uint8Array;
}

/** The root signs a release key. This is done offline, once for each release key. */
export function certifyReleaseKey(release: PemPair, rootPrivatePem: string): ReleaseKeys {
  return { release, releaseSignature: signWith(rootPrivatePem, Buffer.from(release.publicPem)) };
}

/** The four files that make a folder a release, by name. */
export function signManifest(manifest: Manifest, keys: ReleaseKeys): Record<string, Uint8Array> {
  const text = Buffer.from(writeManifest(manifest));
  return {
    [SIGNED_FILES.manifest]: text,
    [SIGNED_FILES.manifestSignature]: signWith(keys.release.privatePem, text),
    [SIGNED_FILES.releaseKey]: Buffer.from(keys.release.publicPem),
    [SIGNED_FILES.releaseKeySignature]: keys.releaseSignature,
  };
}

/** The four files as they were read; null for one that is missing. */
export type SignedFiles = Record<keyof typeof SIGNED_FILES, Uint8Array | null>;

/** The manifest, when the root vouches for the release key and the release key for the manifest; else what is wrong. */
export function checkManifest(
  read: SignedFiles,
  product: Product,
  rootPublicPem: string | Uint8Array,
): Manifest | string {
  const { manifest, manifestSignature, releaseKey, releaseKeySignature } = read;
  if (!manifest) return 'There is no manifest.json.';
  if (!manifestSignature || !releaseKey || !releaseKeySignature) return 'The manifest is not signed.';
  if (!verifyWith(rootPublicPem, releaseKey, releaseKeySignature)) {
    return 'The release key is not signed by the pinned root.';
  }
  if (!verifyWith(releaseKey, manifest, manifestSignature)) {
    return 'The manifest is not signed by its release key.';
  }
  const parsed = v.safeParse(ManifestSchema, parseJson(manifest));
  if (!parsed.success) return 'The manifest is not readable.';
  if (parsed.output.product !== product) return `The manifest is of ${parsed.output.product}.`;
  return parsed.output;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

/** What differs between the files that a manifest names and those that are there, in words; empty when nothing does. */
export function compareFiles(named: Record<string, string>, found: ReadonlyMap<string, string>): string[] {
  const extra = [...found.keys()].filter((path) => !Object.hasOwn(named, path));
  const differing = Object.entries(named).flatMap(([path, hash]) => {
    const actual = found.get(path);
    if (actual === undefined) return [`${path} is missing`];
    return actual === hash ? [] : [`${path} was changed`];
  });
  return [...differing, ...extra.map((path) => `${path} is not in the manifest`)];
}
