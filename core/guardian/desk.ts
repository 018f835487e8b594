import type { Reply, RefusalBody } from '../http/reply';
import type { Verified } from './diagnostics';
import type { NewEvent } from './events';
import type { Input } from './machine';
import type { GuardianState, LoggedEvent, Policy } from './state';

interface FolderItem {
  name: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  size: number | null;
  modified_at: string | null;
}

/** A file or a folder of the project, as it is on the host. No link is followed. */
export type FileFound =
  /** `text` is null when the contents are no text. */
  | { found: 'file'; size: number; modifiedAt: string; text: string | null }
  | { found: 'folder'; modifiedAt: string; items: FolderItem[]; complete: boolean }
  /** It leads out of the folder, or through a link. */
  | { found: 'refused' }
  | { found: 'nothing' }
  | { found: 'too large'; size: number };

/** What became of a Core that was brought into the home. Nothing is kept of one that is refused. */
export type KeptCore = { version: string } | { refused: 'not signed' | 'too old'; detail: string };

/** What a Guardian's answers need of its host. Whatever rejects is told as `write_failed`, and nothing has changed. */
export interface Desk {
  /** The newest state. */
  state(): GuardianState;
  /** Something happened: the state follows, and what has to be done is begun. A refusal, for what a person asked. */
  tell(input: Input): Reply<RefusalBody> | null;
  /** Looks at both switches now, and tells it. */
  lookNow(): Promise<void>;
  /** Reads every file of Core, the policy and the Guardian now, and tells what it found. */
  verifyNow(): Promise<readonly Verified[]>;
  /** Reads the whole event log now. */
  verifyLog(): Promise<Verified>;
  /** Makes an event durable. */
  record(event: NewEvent): Promise<LoggedEvent>;
  /** Newest first, older than the event `before`. */
  events(limit: number, before: string | null): Promise<LoggedEvent[]>;
  /** Oldest first, newer than the event `after`, of the kinds that the tenant's audit log keeps. */
  outbox(limit: number, after: string | null): Promise<LoggedEvent[]>;
  /** SPKI, base64. */
  publicKey(): Promise<string>;
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** Backs the policy up, compares the backup, then writes these settings. */
  resetPolicy(
    settings: Readonly<Record<string, unknown>>,
    at: number,
  ): Promise<{ backup: string; hashBefore: string; policy: Policy }>;
  /** Verifies a Core that was brought into the home, and keeps it beside the others. It is not the current one yet. */
  keepCore(incoming: string): Promise<KeptCore>;
  /** Makes a retained version the current one, if it verifies now. */
  activate(version: string): Promise<void>;
  file(path: string): Promise<FileFound>;
  /** Kills Core, and ends the Guardian when this is answered. */
  stop(): void;
  /** A new UUID. */
  newId(): string;
}
