import * as v from 'valibot';
import { parseObject } from '../../core/text/json-object';
import type { Platform } from '../ports';
import { readSmall } from './durable';

/** What `--init` notes of a home. */
export interface HomeNote {
  format: 1;
  host: string;
  platform: Platform;
  emergency_folder: string;
  guardian_version: string;
  created_at: string;
}

const Schema = v.strictObject({
  format: v.literal(1),
  host: v.pipe(v.string(), v.nonEmpty()),
  platform: v.picklist(['linux', 'windows']),
  emergency_folder: v.pipe(v.string(), v.nonEmpty()),
  guardian_version: v.string(),
  created_at: v.string(),
}) satisfies v.GenericSchema<unknown, HomeNote>;

/** Null when it is missing or damaged, or may not be read. */
export async function readNote(path: string): Promise<HomeNote | null> {
  const bytes = await readSmall(path).catch(() => null);
  const parsed = v.safeParse(Schema, bytes && parseObject(bytes.toString('utf8')));
  return parsed.success ? parsed.output : null;
}
