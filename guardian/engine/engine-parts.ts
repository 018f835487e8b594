import type { FileFound } from '../../core/guardian/desk';
import type { NewEvent } from '../../core/guardian/events';
import type { HostFacts, GuardianState, Look, Polled } from '../../core/guardian/state';
import type { BrokerHandle, BrokerRequest, CoreRunner, Engine, Home, OperatorSwitch } from '../ports';
import type { Clock } from './clock';

/** What judges and does what Core asks for. */
interface EngineBroker {
  readonly handle: BrokerHandle;
  /** Resolves when what Core did not get any more is recorded as denied. */
  recordUnanswered(requests: readonly BrokerRequest[]): Promise<void>;
}

/** What a broker needs of the engine. */
export interface BrokerNeeds {
  mode(): GuardianState['mode'];
  settings(): Readonly<Record<string, unknown>>;
  /** Resolves when the event is durable. */
  append(event: NewEvent): Promise<unknown>;
  /** ms since the epoch. */
  now(): number;
  /** Rejects when the version is refused. */
  proposeUpgrade(version: string): Promise<unknown>;
}

export interface EngineParts {
  home: Home;
  switches: Record<Polled, OperatorSwitch>;
  facts: Pick<HostFacts, 'host' | 'version' | 'platform'>;
  /** `guardian`: it starts, watches and holds Core. `command`: the same code on the files. `reading`: that, without writing. */
  works: 'guardian' | 'command' | 'reading';
  /** Started with `--safe-mode`. */
  flag: boolean;
  /** The Guardian before this one did not end by itself. */
  unclean: boolean;
  /** Null where Core is never started, as in a command. */
  runner: CoreRunner | null;
  makeBroker(needs: BrokerNeeds): EngineBroker;
  readFile(path: string): Promise<FileFound>;
  clock: Clock;
  /** A new UUID. */
  newId(): string;
  /** For the person who reads the process's own output. */
  say(line: string): void;
  /** Somebody asked to stop everything. */
  onStop(): void;
}

/** An engine, and what a daemon makes it do. */
export interface RunningEngine extends Engine {
  /** As it is in memory. */
  state(): GuardianState;
  /**
   * A Guardian begins: it looks at both switches and verifies everything, then decides. It answers calls from then on. A
   * command does so by itself.
   */
  begin(): Promise<void>;
  /** Core may be started from now on. */
  letCoreStart(): void;
  /** Never rejects. */
  lookAt(code: Polled): Promise<Look>;
  /** Reads every signature and hash. Never rejects. */
  verify(): Promise<void>;
  /** Resolves when all that was begun is done: killed, written, looked at. Rejects when it could not be written. */
  settled(): Promise<void>;
}
