import type { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { stamp } from '../../core/guardian/actions';
import { hashOf } from '../../core/guardian/state';
import { fromBase64, toBase64 } from '../../core/text/base64';
import { canonicalJson } from '../../core/text/canonical-json';
import { parseObject } from '../../core/text/json-object';
import type { HomePaths, PolicyStore, ReadPolicy } from '../ports';
import { codeOf, readSmall, syncFolder, type Files, type Queue, writeDurably } from './durable';
import type { HomeKeys } from './keys';
import type { Memory } from './remembered';

const Schema = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  settings: v.record(v.string(), v.unknown()),
  seal: v.strictObject({ hash: v.string(), signature: v.string() }),
});
type PolicyFile = v.InferOutput<typeof Schema>;

const PURPOSE = 'exacta: policy seal';
const messageOf = (version: number, hash: string) =>
  Buffer.from(canonicalJson({ purpose: PURPOSE, version, hash }));
const textOf = (file: PolicyFile) => `${JSON.stringify(file, null, 2)}\n`;

const DAMAGED: Readonly<ReadPolicy> = { settings: {}, version: 0, hash: hashOf({}), intact: false };
/** How many backups of the same second get a name of their own. */
const SAME_SECOND = 1000;

/** Null for what canonical JSON cannot say, as half a surrogate pair. */
function hashOrNull(settings: Record<string, unknown>): string | null {
  try {
    return hashOf(settings);
  } catch {
    return null;
  }
}

interface Parts {
  paths: HomePaths;
  keys: HomeKeys;
  memory: Memory;
  files: Files;
  queue: Queue;
}

/** The policy and its seal are one file, so that no power cut can part them. */
export function openPolicy({ paths, keys, memory, files, queue }: Parts): PolicyStore {
  async function read(): Promise<ReadPolicy> {
    // First what is remembered: a write that ends between the two then shows a newer policy, and never an older one.
    const remembered = await memory.read();
    const bytes = await readSmall(paths.policyFile);
    const text = bytes?.toString('utf8') ?? '';
    const parsed = v.safeParse(Schema, parseObject(text));
    if (!parsed.success) return { ...DAMAGED };
    const { version, settings, seal } = parsed.output;
    const hash = hashOrNull(settings);
    if (hash === null) return { ...DAMAGED };
    // Written in another way, it is not what the Guardian wrote: one changed byte is enough.
    const isAsWritten = textOf(parsed.output) === text && seal.hash === hash;
    const isNewest = remembered !== null && version >= remembered.policyVersion;
    const signature = fromBase64(seal.signature);
    const isSealed = signature !== null && (await keys.verify(messageOf(version, hash), signature));
    const intact = isAsWritten && isNewest && isSealed;
    return { settings, version, hash, intact };
  }

  return {
    read,
    write: (settings) =>
      queue(async () => {
        const before = await read();
        const remembered = await memory.read();
        const version = Math.max(before.intact ? before.version : 0, remembered?.policyVersion ?? 0) + 1;
        const hash = hashOf(settings);
        const signature = toBase64(await keys.sign(messageOf(version, hash)));
        await writeDurably(files, paths.policyFile, textOf({ version, settings, seal: { hash, signature } }));
        // After it: a power cut between the two leaves a policy that is newer than what is remembered, which is good.
        await memory.change((old) => ({ ...old, policyVersion: version }));
        return { settings, version, hash, intact: true };
      }),

    backUp: (now) =>
      queue(async () => {
        const contents = (await readSmall(paths.policyFile, Infinity)) ?? Buffer.alloc(0);
        const name = await writeNew(files, paths.home, `policy-backup-${stamp(now)}`, contents);
        await syncFolder(files, paths.home);
        const copy = await readSmall(join(paths.home, name), Infinity);
        if (copy?.equals(contents) !== true) throw new Error(`${name} was not written as it should be.`);
        return name;
      }),
  };
}

/** Writes a file that was not there before. Half a file is removed again. Answers its name. */
async function writeNew(files: Files, folder: string, base: string, contents: Uint8Array): Promise<string> {
  for (let copy = 1; copy <= SAME_SECOND; copy += 1) {
    const name = copy === 1 ? `${base}.json` : `${base}-${copy}.json`;
    const path = join(folder, name);
    let handle: Awaited<ReturnType<typeof open>>;
    try {
      handle = await files.open(path, 'wx', 0o600);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    try {
      await handle.writeFile(contents);
      await handle.sync();
      return name;
    } catch (error) {
      await files.unlink(path).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  }
  throw new Error(`There are ${SAME_SECOND} backups of this second.`);
}
