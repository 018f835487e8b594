import * as v from 'valibot';
import { fromBase64, toBase64 } from '../../core/text/base64';
import { canonicalJson } from '../../core/text/canonical-json';
import { parseObject } from '../../core/text/json-object';
import { readSmall, writeDurably, type Files } from './durable';
import type { HomeKeys } from './keys';
import { compareVersions, isVersion } from '../../core/guardian/versions';

/** What must not be forgotten, or an older policy or Core could come back: signed by the Guardian, out of Core's reach. */
export interface Remembered {
  core: {
    /** The version that is to run; null when none is installed. */
    current: string | null;
    /** The highest one that was ever active. */
    highest: string | null;
    /** The highest `min_version` of the versions that were ever active. */
    minimum: string | null;
  };
  /** The highest version that a policy ever had. */
  policyVersion: number;
}

const version = v.nullable(v.pipe(v.string(), v.check(isVersion)));
const Schema = v.strictObject({
  core: v.strictObject({ current: version, highest: version, minimum: version }),
  policyVersion: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
}) satisfies v.GenericSchema<unknown, Remembered>;

const PURPOSE = 'exacta: remembered versions';
const messageOf = (remembered: Remembered) => Buffer.from(canonicalJson({ purpose: PURPOSE, ...remembered }));

/** One way to write it: a file that differs in any byte is not what the Guardian wrote. */
function textOf({ core, policyVersion }: Remembered, signature: Uint8Array): string {
  const { current, highest, minimum } = core;
  const contents = { core: { current, highest, minimum }, policyVersion, signature: toBase64(signature) };
  return `${JSON.stringify(contents, null, 2)}\n`;
}

export const NOTHING_REMEMBERED: Remembered = {
  core: { current: null, highest: null, minimum: null },
  policyVersion: 0,
};

function isOlder(one: Remembered, other: Remembered): boolean {
  const [own, highest] = [one.core.highest, other.core.highest];
  const hasOlderCore = highest !== null && (own === null || compareVersions(own, highest) < 0);
  return one.policyVersion < other.policyVersion || hasOlderCore;
}

export interface Memory {
  /** Null when the file is missing, damaged, or not signed by this Guardian. Rejects when it may not be read. */
  read(): Promise<Remembered | null>;
  /** For the home's queue only: it reads, changes and writes. */
  change(change: (before: Remembered) => Remembered): Promise<void>;
}

export function openMemory(path: string, keys: HomeKeys, files: Files): Memory {
  /** The newest that this process saw. While it runs, an older file that was put back is found even with an old policy. */
  let newest = NOTHING_REMEMBERED;

  async function read(): Promise<Remembered | null> {
    // Taken before reading: a write may end meanwhile.
    const floor = newest;
    const bytes = await readSmall(path);
    const text = bytes?.toString('utf8') ?? '';
    const { signature, ...rest } = parseObject(text) ?? {};
    const parsed = v.safeParse(Schema, rest);
    const raw = typeof signature === 'string' ? fromBase64(signature) : null;
    if (!parsed.success || raw === null || textOf(parsed.output, raw) !== text) return null;
    const isOurs = await keys.verify(messageOf(parsed.output), raw);
    if (!isOurs || isOlder(parsed.output, floor)) return null;
    if (!isOlder(parsed.output, newest)) newest = parsed.output;
    return parsed.output;
  }

  return {
    read,
    async change(change) {
      const remembered = change((await read()) ?? newest);
      const signature = await keys.sign(messageOf(remembered));
      await writeDurably(files, path, textOf(remembered, signature));
      newest = remembered;
    },
  };
}
