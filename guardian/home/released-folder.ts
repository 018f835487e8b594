import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignatureState } from '../../core/guardian/state';
import { wordsOf } from '../../core/text/words-of';
import { codeOf, isForbidden, NO_LINK, readSmall, type Files } from './durable';
import {
  checkManifest,
  compareFiles,
  SIGNED_FILES,
  signManifest,
  type Manifest,
  type Product,
  type ReleaseKeys,
  type SignedFiles,
} from './manifest';

export interface Verified {
  signature: SignatureState;
  /** Over the names and contents of all files that are there. */
  sha256: string;
  /** What is wrong; null when nothing is. */
  detail: string | null;
  manifest: Manifest | null;
}

const ofSignature = new Set<string>(Object.values(SIGNED_FILES));
const CHUNK = 256 * 1024;

interface Tree {
  /** SHA-256 in hex by path. */
  hashes: Map<string, string>;
  /** Links, sockets, empty folders: nothing that a release contains. */
  strange: string[];
}

/** Reads every file of a folder. */
async function readTree(folder: string, under = ''): Promise<Tree> {
  const tree: Tree = { hashes: new Map(), strange: [] };
  const entries = await readdir(join(folder, under), { withFileTypes: true });
  if (entries.length === 0) tree.strange.push(`${under || '.'} is empty`);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      const inner = await readTree(folder, path);
      for (const [name, hash] of inner.hashes) tree.hashes.set(name, hash);
      tree.strange.push(...inner.strange);
    } else if (entry.isFile()) tree.hashes.set(path, await hashFile(join(folder, path)));
    else tree.strange.push(`${path} is no plain file`);
  }
  return tree;
}

async function hashFile(path: string): Promise<string> {
  const handle = await open(path, constants.O_RDONLY | NO_LINK);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

const hashOfTree = ({ hashes, strange }: Tree): string =>
  createHash('sha256')
    .update([...hashes].map(([path, hash]) => `${hash}  ${path}\n`).join('') + strange.join('\n'))
    .digest('hex');

const NOTHING = createHash('sha256').digest('hex');
const unread = (signature: 'invalid' | 'missing', detail: string): Verified => ({
  signature,
  sha256: NOTHING,
  detail,
  manifest: null,
});

/** Reads every file of a released folder now, and compares it with its signed manifest. Rejects only when it may not be read. */
export async function verifyFolder(
  folder: string,
  product: Product,
  rootPublicPem: string | Uint8Array | null,
): Promise<Verified> {
  let tree: Tree;
  try {
    // A link to a good folder can be pointed at another one later.
    if (!(await lstat(folder)).isDirectory()) return unread('invalid', `${folder} is no folder.`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return unread('missing', `${folder} is missing.`);
  }
  try {
    tree = await readTree(folder);
  } catch (error) {
    if (isForbidden(error)) throw error;
    return unread('invalid', wordsOf(error));
  }
  const sha256 = hashOfTree(tree);
  const bad = (detail: string): Verified => ({ signature: 'invalid', sha256, detail, manifest: null });
  if (!tree.hashes.has(SIGNED_FILES.manifest)) {
    return { ...bad('There is no manifest.json.'), signature: 'missing' };
  }
  if (rootPublicPem === null) return bad('The pinned root key is missing.');
  const manifest = checkManifest(await readSigned(folder), product, rootPublicPem);
  if (typeof manifest === 'string') return bad(manifest);
  const released = new Map([...tree.hashes].filter(([path]) => !ofSignature.has(path)));
  const [first, ...more] = [...tree.strange, ...compareFiles(manifest.files, released)];
  if (first !== undefined) return bad(`${first}${more.length > 0 ? `, and ${more.length} more` : ''}.`);
  return { signature: 'valid', sha256, detail: null, manifest };
}

/** A file that cannot be read as a small one counts as missing: the manifest is then not signed. */
async function readSigned(folder: string): Promise<SignedFiles> {
  const read = (name: string) => readSmall(join(folder, name)).catch(() => null);
  return {
    manifest: await read(SIGNED_FILES.manifest),
    manifestSignature: await read(SIGNED_FILES.manifestSignature),
    releaseKey: await read(SIGNED_FILES.releaseKey),
    releaseKeySignature: await read(SIGNED_FILES.releaseKeySignature),
  };
}

/** Makes a folder a release: hashes what is in it, and writes the four files beside it. What was signed before is replaced. */
export async function signFolder(
  files: Files,
  folder: string,
  head: Omit<Manifest, 'files'>,
  keys: ReleaseKeys,
): Promise<void> {
  const { hashes, strange } = await readTree(folder);
  if (strange.length > 0) throw new Error(`This is no release: ${strange.join(', ')}`);
  const released = [...hashes].filter(([path]) => !ofSignature.has(path));
  const signed = signManifest({ ...head, files: Object.fromEntries(released) }, keys);
  for (const [name, contents] of Object.entries(signed)) {
    const handle = await files.open(join(folder, name), 'w', 0o644);
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
