import type { Manifest } from './manifest';
import { verifyFolder, type Verified } from './released-folder';
import { compareVersions } from './versions';

/** Verified, of this very version, and not older than what the versions before it allow. */
export async function verifyVersion(
  folder: string,
  version: string | null,
  minimum: string | null,
  rootKey: Uint8Array | null,
): Promise<Verified> {
  const verified = await verifyFolder(folder, 'exacta-core', rootKey);
  const { manifest } = verified;
  const bad = (detail: string): Verified => ({ ...verified, signature: 'invalid', detail });
  if (manifest === null) return verified;
  if (version !== null && manifest.version !== version) return bad(`This is version ${manifest.version}.`);
  const old = tooOld(manifest, minimum);
  return old === null ? verified : bad(old);
}

/** What is wrong with a version that the versions before it do not allow any more; null when it is allowed. */
export function tooOld({ version }: Pick<Manifest, 'version'>, minimum: string | null): string | null {
  if (minimum === null || compareVersions(version, minimum) >= 0) return null;
  return `Version ${version} is older than ${minimum}, the oldest one that is allowed.`;
}
