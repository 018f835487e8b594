import * as v from 'valibot';
import { eventId, isEventId, serialOf } from '../../core/guardian/events';
import type { ConditionCode, GuardianState } from '../../core/guardian/state';
import { parseObject } from '../../core/text/json-object';
import { isForbidden, readSmall, writeDurably, type Files, type Queue } from './durable';
import type { HomePaths } from '../ports';
import type { LogHead } from './event-writer';

const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const watched = v.strictObject({
  found: v.picklist(['present', 'absent', 'failed']),
  checkedAt: time,
  failures: count,
});
const signature = v.picklist(['valid', 'invalid', 'missing']);
const codes = {
  startup_flag: v.exactOptional(time),
  kill_file: v.exactOptional(time),
  registry: v.exactOptional(time),
  core_signature: v.exactOptional(time),
  policy_corruption: v.exactOptional(time),
  upgrade_rollback: v.exactOptional(time),
  crash_loop: v.exactOptional(time),
} satisfies Record<ConditionCode, unknown>;

const approval = v.looseObject({
  correlation_id: v.string(),
  plan_class: v.string(),
  operator: v.string(),
  reason: v.string(),
  policy_hash: v.string(),
  timestamp: v.string(),
  key_id: v.string(),
  public_key: v.string(),
  signature: v.string(),
});

const StateSchema = v.strictObject({
  host: v.string(),
  version: v.string(),
  platform: v.picklist(['linux', 'windows']),
  containment: v.picklist(['pidns+cgroup', 'pidns', 'userns', 'job', 'none']),
  containmentReason: v.nullable(v.string()),
  locations: v.strictObject({ killFile: v.string(), emergencyKey: v.string(), command: v.string() }),
  startedAt: time,
  mode: v.picklist(['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE']),
  since: time,
  killFile: watched,
  registryKey: watched,
  core: v.strictObject({
    version: v.string(),
    signature,
    process: v.picklist(['none', 'starting', 'running', 'ending']),
    children: count,
    crashes: count,
    backups: v.array(v.strictObject({ version: v.string(), verified: v.boolean() })),
    highestVersion: v.string(),
    upgradedFrom: v.nullable(v.string()),
  }),
  policy: v.strictObject({
    settings: v.record(v.string(), v.unknown()),
    hash: v.string(),
    intact: v.boolean(),
  }),
  ownSignature: signature,
  conditions: v.strictObject(codes),
  writeFailure: v.nullable(v.string()),
  lastExit: v.nullable(approval),
  lastExitEvent: v.nullable(v.string()),
  delivered: v.nullable(v.string()),
  refusedCalls: v.record(v.string(), v.strictObject({ epoch: count, denied: count })),
}) satisfies v.GenericSchema<unknown, GuardianState>;

const FileSchema = v.strictObject({
  format: v.literal(1),
  /** The newest event when this was written. */
  last_event: v.nullable(v.strictObject({ id: v.pipe(v.string(), v.check(isEventId)), hash: v.string() })),
  state: StateSchema,
});

/** A disk that errs gives no state. A reader who may not read it must be told so. */
function unlessForbidden(error: unknown): null {
  if (isForbidden(error)) throw error;
  return null;
}

export interface StateFile {
  /** Rejects only when the file may not be read. */
  read(): Promise<GuardianState | null>;
  write(state: GuardianState): Promise<void>;
  /** The newest event that the file remembers. Never rejects. */
  lastEvent(): Promise<LogHead | null>;
}

export function openStateFile(
  paths: HomePaths,
  files: Files,
  queue: Queue,
  head: () => LogHead | null,
): StateFile {
  async function readFile(): Promise<v.InferOutput<typeof FileSchema> | null> {
    const bytes = await readSmall(paths.stateFile).catch(unlessForbidden);
    const parsed = v.safeParse(FileSchema, bytes && parseObject(bytes.toString('utf8')));
    return parsed.success ? parsed.output : null;
  }

  async function lastEvent(): Promise<LogHead | null> {
    const event = (await readFile().catch(() => null))?.last_event;
    return event ? { serial: serialOf(event.id), hash: event.hash } : null;
  }

  return {
    lastEvent,
    async read() {
      const file = await readFile();
      return file?.state ?? null;
    },
    write: (state) => {
      // Taken now: what happens to the state while others write belongs to the next write.
      const kept = structuredClone(state);
      return queue(async () => {
        const newest = head() ?? (await lastEvent());
        const last_event = newest && { id: eventId(newest.serial), hash: newest.hash };
        const text = `${JSON.stringify({ format: 1, last_event, state: kept }, null, 2)}\n`;
        await writeDurably(files, paths.stateFile, text, { previous: paths.previousState });
      });
    },
  };
}
