import { createAgents } from './agents/run-agents';
import type { Db, SeedOptions } from './db';
import { createFaults, type Faults } from './faults/faults';
import { reconcile } from './faults/switch-faults';
import { allHosts, createHostHooks, type HostHooks } from './host/host';
import { catchUp } from './host/polls';
import { personOf, signInElsewhere, toggleElsewhere } from './other-consoles';
import { REQUESTS_PER_MINUTE } from './rate-limit';
import { createDb } from './seeds/create-db';
import type { PersonaKey } from './seeds/personas';
import { createQueue, type Store } from './store';

export interface RecordedRequest {
  method: string;
  /** Path without query, with the prefix that the console is served under. */
  path: string;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed JSON; the text when it is not JSON; undefined when there is no body. */
  body: unknown;
  /** ms since the epoch, by the backend's clock. */
  at: number;
}

type SsoProvider = string | { id: string; name?: string | null };

export interface BackendOptions {
  db: Db;
  /** ms since the epoch. Every rule that depends on time uses this clock. */
  clock?: () => number;
  faults?: Faults;
  store?: Store;
  /** How the fault `slow` waits, in ms. Tests set their own function. */
  wait?: (ms: number) => Promise<void>;
  /** Toggles and auth requests per minute for each tenant; 120 by default. */
  rateLimit?: number;
  ssoProviders?: readonly SsoProvider[];
  /** True by default: everything is answered that our own control plane does. Otherwise it is what the running Aegis knows. */
  controlPlane?: boolean;
  /** Three agents call through three gateways, which report to the store. By default no gateway reports. */
  agents?: boolean;
  /** Called when a request has arrived, before anything else happens. */
  onRequest?: (request: RecordedRequest) => void;
}

export interface Backend {
  readonly faults: Faults;
  /** The recorded requests, oldest first, with and without faults; the newest thousand. */
  readonly requests: readonly RecordedRequest[];
  readonly ssoProviders: readonly SsoProvider[];
  readonly rateLimit: number;
  readonly controlPlane: boolean;
  clock(): number;
  wait(ms: number): Promise<void>;
  record(request: RecordedRequest): void;
  /** Runs a rule on the newest state and saves its changes, even when it throws. One rule at a time. */
  run<T>(work: (db: Db) => T | Promise<T>): Promise<T>;
  /** Toggles as another person on another console. Throws the server's refusals; faults of requests do not apply. */
  toggleAs(person: PersonaKey, action: 'engage' | 'disengage', reason: string): Promise<void>;
  /** Puts a new session of this person into the cookie jar of the one browser. Resolves to its token. */
  signInAs(person: PersonaKey): Promise<string>;
  expireSessions(): Promise<void>;
  /** Changes a person's role from the next request on. Any role name is allowed, also an unknown one. */
  setRole(person: PersonaKey, role: string): Promise<void>;
  deactivate(person: PersonaKey): Promise<void>;
  /** What happens on the host of the first tenant's agents itself, without any API. */
  readonly host: HostHooks;
  /** Resets the backend: history from the seed; no sessions, faults, locks or recorded requests. */
  reset(options?: SeedOptions): Promise<void>;
}

const REQUESTS_KEPT = 1_000;

export function createBackend(options: BackendOptions): Backend {
  const { store, clock = Date.now, faults = createFaults() } = options;
  const { wait = (ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)) } = options;
  const requests: RecordedRequest[] = [];
  const oneByOne = createQueue();
  const agents = options.agents ? createAgents(faults) : null;
  const alone = <T>(work: () => Promise<T>) => (store?.exclusively ? store.exclusively(work) : work());
  let db = options.db;

  const run: Backend['run'] = (work) =>
    oneByOne(() =>
      alone(async () => {
        db = (await store?.load()) ?? db;
        try {
          const now = clock();
          await reconcile(db, now);
          for (const host of allHosts(db)) catchUp(host, now);
          await agents?.catchUp(db, now);
          return await work(db);
        } finally {
          store?.save(db);
        }
      }),
    );

  return {
    faults,
    requests,
    ssoProviders: options.ssoProviders ?? [],
    rateLimit: options.rateLimit ?? REQUESTS_PER_MINUTE,
    controlPlane: options.controlPlane ?? true,
    clock,
    wait,
    run,
    record(request) {
      requests.push(request);
      if (requests.length > REQUESTS_KEPT) requests.shift();
      options.onRequest?.(request);
    },
    toggleAs: (key, action, reason) =>
      run((state) => toggleElsewhere(state, { key, engage: action === 'engage', reason }, faults, clock())),
    signInAs: (person) =>
      run(async (state) => {
        state.jar = await signInElsewhere(state, person, clock());
        return state.jar;
      }),
    expireSessions: () =>
      run(({ data }) => {
        data.sessions = data.sessions.map((session) => ({
          ...session,
          expiresAt: Math.min(session.expiresAt, clock()),
        }));
      }),
    setRole: (person, role) =>
      run((state) => {
        personOf(state, person).role = role;
      }),
    deactivate: (person) =>
      run((state) => {
        personOf(state, person).active = false;
      }),
    host: createHostHooks(run, clock),
    reset: (seed = {}) =>
      run(() => {
        db = createDb(seed, clock());
        faults.clear();
        requests.length = 0;
      }),
  };
}
