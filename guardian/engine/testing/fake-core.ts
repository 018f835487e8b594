import type { BrokerRequest, CoreRunner, RunningCore } from '../../ports';

export interface CoreForTests extends CoreRunner {
  /** The folders that were started, oldest first. */
  readonly started: string[];
  /** How often its tree was ended. */
  readonly kills: () => number;
  readonly isRunning: () => boolean;
  /** It ends by itself. */
  crash(): void;
  /** Whether killing works; while it does not, the tree stays. */
  setDeaf(deaf: boolean): void;
}

/** A Core without processes. It ends when it is killed, or when a test lets it crash. */
export function coreForTests(): CoreForTests {
  const started: string[] = [];
  let kills = 0;
  let deaf = false;
  let end: ((how: { code: number | null; signal: string | null }) => void) | null = null;
  const unanswered: BrokerRequest[] = [];

  return {
    containment: 'pidns',
    reason: null,
    started,
    kills: () => kills,
    isRunning: () => end !== null,
    crash: () => end?.({ code: 1, signal: null }),
    setDeaf: (is) => (deaf = is),
    async start(folder): Promise<RunningCore> {
      started.push(folder);
      const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
        end = (how) => {
          end = null;
          resolve(how);
        };
      });
      return {
        pid: 1,
        ended,
        async kill() {
          kills += 1;
          if (!deaf) end?.({ code: null, signal: 'SIGKILL' });
          await ended;
        },
        countChildren: () => Promise.resolve(2),
        unanswered,
      };
    },
  };
}
