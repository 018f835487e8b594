import type { KeptCore } from '../core/guardian/desk';
import type { NewEvent } from '../core/guardian/events';
import type {
  Containment,
  GuardianState,
  LoggedEvent,
  Look,
  Platform,
  SignatureState,
} from '../core/guardian/state';
import type { Reply } from '../core/http/reply';
import type { AskingPerson, HostCall } from '../core/ports/ports';

/**
 * What the parts of the Guardian give each other. The rules stand in `core/guardian`; everything here is real: files, keys,
 * processes, sockets. Times are ms since the epoch.
 */

export type { Containment, Look, Platform };

/** A switch that an operator sets outside of Core's reach: the KILL file, or the emergency key. */
export interface OperatorSwitch {
  /** As a person of this host would write it. */
  readonly location: string;
  /** Never rejects, and answers within 1 s. A look that takes longer, errs, or finds another folder than at the start has failed. */
  look(): Promise<Look>;
}

/** What Core asks of the world, one JSON object a line, over the broker's pipe. Core can act in no other way. */
export interface BrokerRequest {
  id: number;
  /** `shell_execution`, `network`, `file_operations`, `self_upgrade`, `autonomy`, `ai_planning`. */
  capability: string;
  /** What exactly, as this capability reads it. */
  arguments: Record<string, unknown>;
}

export type BrokerAnswer =
  { id: number; allowed: true; result: unknown } | { id: number; allowed: false; why: string };

export interface CommandLimits {
  /** More processes than this end the command. */
  processes: number;
  /** ms. A command that takes longer is ended. */
  milliseconds: number;
}

export interface CommandResult {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Why the Guardian ended it, or null. */
  killed: 'processes' | 'time' | null;
}

/** What the Guardian may do inside of a running Core for one of its requests. */
export interface InsideCore {
  /** Whether Core is being ended: nothing may be done for it any more. */
  readonly stopping: boolean;
  /**
   * Runs this with `sh -c` in Core's own namespaces, with Core's rights. The command and all that it started are gone when it
   * resolves. Rejects when it cannot be started.
   */
  runCommand(command: string, limits: CommandLimits): Promise<CommandResult>;
}

/** Rejects for nothing that Core can send. */
export type BrokerHandle = (request: BrokerRequest, inside: InsideCore) => Promise<BrokerAnswer>;

/** Starts Core so that it and everything that it ever starts can be ended at once. */
export interface CoreRunner {
  /** How Core is held on this host. With `none`, Core is never started. */
  readonly containment: Containment;
  /** Why there is no containment; null where there is one. */
  readonly reason: string | null;
  /** Starts what stands in this folder. Rejects when it cannot be held. */
  start(folder: string, handle: BrokerHandle): Promise<RunningCore>;
}

export interface RunningCore {
  /** As this host's process table shows it. */
  readonly pid: number;
  /** Resolves when Core's first process is gone, however it ended. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  /** Ends the whole tree, and resolves when every process of it is gone. It waits for no disk. */
  kill(): Promise<void>;
  /** How many processes there are beside Core's first one. */
  countChildren(): Promise<number>;
  /** How many requests Core has sent that were not answered yet: they get no answer any more after `kill`. */
  readonly unanswered: readonly BrokerRequest[];
}

/** The folder that is a Guardian's home, and the one beside it with the emergency key. All paths are absolute. */
export interface HomePaths {
  home: string;
  killFile: string;
  stateFile: string;
  policyFile: string;
  coreFolder: string;
  eventLog: string;
  keysFolder: string;
  heartbeat: string;
  lockFile: string;
  adminSocket: string;
  askSocket: string;
  /** `/etc/exacta/emergency-stop`, or the file in a folder beside a `--home` of its own. */
  emergencyKey: string;
}

/** Files of the home. Every write is durable when it resolves: temporary file, fsync, rename, fsync of the folder. */
export interface Home {
  readonly paths: HomePaths;
  /** Null when there is no readable state: the Guardian then starts in SAFE. The events are not part of the file. */
  readState(): Promise<GuardianState | null>;
  /** Keeps the previous state beside it. */
  writeState(state: GuardianState): Promise<void>;
  readonly events: EventLog;
  readonly policy: PolicyStore;
  readonly versions: CoreVersions;
  readonly keys: Keys;
  /** The Guardian's own manifest; `missing` where it was not installed from a package. */
  verifyGuardian(): Promise<{ signature: SignatureState; sha256: string }>;
  /** One Guardian works in a home at a time. Null when another one has it. The lock ends with the process. */
  lock(): Promise<(() => Promise<void>) | null>;
}

/** `events.log`: one JSON object a line, each with the hash of the line before it. */
export interface EventLog {
  /** Gives it an id and a time, appends it and makes it durable. */
  append(event: NewEvent): Promise<LoggedEvent>;
  /** Newest first, at most `limit`, older than the event with the id `before`, of this kind or of all. */
  list(limit: number, before: string | null, kind?: LoggedEvent['kind']): Promise<LoggedEvent[]>;
  /** Oldest first, newer than the event with the id `after`, of the kinds that a tenant's audit log keeps. */
  listAfter(after: string | null, limit: number): Promise<LoggedEvent[]>;
  /** Reads the whole file. */
  verify(): Promise<{ ok: boolean; sha256: string; detail: string | null }>;
}

export interface ReadPolicy {
  settings: Record<string, unknown>;
  version: number;
  /** SHA-256 of the settings' canonical JSON. */
  hash: string;
  /** Whether the seal, signed with the Guardian's key, belongs to these settings and this version. */
  intact: boolean;
}

export interface PolicyStore {
  read(): Promise<ReadPolicy>;
  /** Writes the settings with the next version, and seals them. */
  write(settings: Record<string, unknown>): Promise<ReadPolicy>;
  /** Copies the policy as it is, byte by byte, reads the copy back and compares. Answers its name, which has no colon. */
  backUp(now: number): Promise<string>;
}

/** `core/<version>/`, each with its signed manifest. */
export interface CoreVersions {
  /** Null when none is installed. */
  current(): Promise<string | null>;
  folderOf(version: string): string;
  /** Reads every file now. */
  verify(version: string): Promise<{ signature: SignatureState; sha256: string; detail: string | null }>;
  /** The retained ones beside the current one, newest first, verified now, and not below `min_version`. */
  backups(): Promise<{ version: string; verified: boolean }[]>;
  /** Verifies what was brought into the folder of this name beside the versions, and keeps it. It is not the current one yet. */
  keep(incoming: string): Promise<KeptCore>;
  /** Makes this version the current one. Rejects when it does not verify. */
  activate(version: string): Promise<void>;
}

export interface Keys {
  /** SPKI, base64. */
  publicKey(): Promise<string>;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Answers calls on a home: in the daemon, or in a command while no daemon runs. */
export interface Engine {
  /** Resolves when what it did is durable. `/guardian/*` of the contract, and `/local/*` of the sockets. */
  ask(call: HostCall, person: AskingPerson): Promise<Reply>;
  /** Kills Core and ends. */
  stop(): Promise<void>;
}
