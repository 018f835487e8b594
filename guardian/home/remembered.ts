import * as v from 'valibot';
import { canonicalJson } from '../../core/text/canonical-json';
import { parseObject } from '../../core/text/json-object';
import { readSmall, writeDurably, type Files } from './durable';
import type { HomeKeys } from './keys';
import { compareVersions, isVersion } from './versions';

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
    const { signature, ...rest } = (bytes && parseObject(bytes.toString('utf8'))) ?? {};
    const parsed = v.safeParse(Schema, rest);
    if (!parsed.success || typeof signature !== 'string') return null;
    const isOurs = await keys.verify(messageOf(parsed.output), Buffer.from(signature, 'base64'));
    if (!isOurs || isOlder(parsed.output, floor)) return null;
    if (!isOlder(parsed.output, newest)) newest = parsed.output;
    return parsed.output;
  }

  return {
    read,
    async change(change) {
      const remembered = change((await read()) ?? newest);
      const signature = Buffer.from(await keys.sign(messageOf(remembered))).toString('base64');
      await writeDurably(files, path, `${JSON.stringify({ ...remembered, signature }, null, 2)}\n`);
      newest = remembered;
    },
  };
}
