import { ed25519 } from '@noble/curves/ed25519.js';
import type { KeptCore } from '../../../core/guardian/desk';
import { eventId, isTold, serialOf } from '../../../core/guardian/events';
import { createState, FACTORY_SETTINGS, hashOf, type GuardianState } from '../../../core/guardian/state';
import type { LoggedEvent } from '../../../core/guardian/state';
import { pathsOf } from '../../home/paths';
import type { Home, ReadPolicy } from '../../ports';

/** How writing ends, until a test says otherwise. */
type Disk = 'works' | 'hangs' | 'fails';

export interface MemoryHome extends Home {
  /** What a power cut would leave: only what was durable by now. */
  readonly durable: { events: LoggedEvent[]; state: GuardianState | null };
  /** What hangs goes on as soon as the disk works again. */
  setDisk(disk: Disk): void;
  /** What reading the files finds. */
  readonly files: {
    policy: ReadPolicy;
    /** Of the current version. */
    signature: 'valid' | 'invalid';
    current: string;
    versions: string[];
    /** What was brought into the home. */
    brought: KeptCore;
  };
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const SECRET = new Uint8Array(32).fill(7);

export function memoryHomeForTests(): MemoryHome {
  let disk: Disk = 'works';
  let waiting: (() => void)[] = [];
  let queue: Promise<unknown> = Promise.resolve();
  const settings = { ...FACTORY_SETTINGS, self_upgrade_allowed: true };
  const files: MemoryHome['files'] = {
    policy: { settings, version: 1, hash: hashOf(settings), intact: true },
    signature: 'valid',
    current: '2.4.1',
    versions: ['2.5.0', '2.4.1', '2.4.0'],
    brought: { refused: 'not signed', detail: 'Nothing was brought.' },
  };
  const facts = { host: 'host-1', version: '2.2.0', platform: 'linux', containment: 'pidns' } as const;
  const locations = { killFile: '/home/KILL', emergencyKey: '/key', command: 'exacta-guardian' };
  const durable: MemoryHome['durable'] = {
    events: [],
    state: createState({ ...facts, containmentReason: null, locations }, 'NORMAL', 0),
  };

  /** One write after the other, as on the real disk. */
  function writing<T>(work: () => T): Promise<T> {
    const result = queue.then(async () => {
      if (disk === 'hangs') await new Promise<void>((resolve) => waiting.push(resolve));
      if (disk === 'fails') throw new Error('ENOSPC: no space left on device');
      return work();
    });
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    durable,
    files,
    setDisk(next) {
      disk = next;
      const waited = waiting;
      waiting = [];
      for (const go of waited) go();
    },
    paths: pathsOf('/home', '/', 'linux'),
    readState: async () => structuredClone(durable.state),
    writeState(state) {
      const kept = structuredClone(state);
      return writing(() => void (durable.state = kept));
    },
    events: {
      append: ({ at, ...event }) =>
        writing(() => {
          const id = eventId(durable.events.length + 1);
          const logged: LoggedEvent = { id, timestamp: new Date(at).toISOString(), ...event };
          durable.events.push(logged);
          return logged;
        }),
      list: async (limit, before, only) =>
        durable.events
          .filter(({ id }) => before === null || serialOf(id) < serialOf(before))
          .filter(({ kind }) => only === undefined || kind === only)
          .toReversed()
          .slice(0, limit),
      listAfter: async (after, limit) =>
        durable.events
          .filter((event) => isTold(event) && (after === null || serialOf(event.id) > serialOf(after)))
          .slice(0, limit),
      verify: async () => ({ ok: true, sha256: '', detail: null }),
    },
    policy: {
      read: async () => files.policy,
      write: (written) =>
        writing(() => {
          const { version } = files.policy;
          files.policy = {
            settings: written,
            version: version + 1,
            hash: hashOf(written),
            intact: true,
          };
          return files.policy;
        }),
      backUp: () => writing(() => 'policy-backup-1.json'),
    },
    versions: {
      current: async () => files.current,
      folderOf: (version) => `/home/core/${version}`,
      verify: async () => ({ signature: files.signature, sha256: '', detail: null }),
      backups: async () =>
        files.versions
          .filter((version) => version !== files.current)
          .map((version) => ({ version, verified: true })),
      keep: () =>
        writing(() => {
          const { brought } = files;
          if (!('version' in brought)) return brought;
          const { version } = brought;
          files.versions = [version, ...files.versions.filter((one) => one !== version)];
          if (version === files.current) files.signature = 'valid';
          return brought;
        }),
      activate: (version) =>
        writing(() => {
          files.current = version;
          files.signature = 'valid';
        }),
    },
    keys: {
      publicKey: async () => Buffer.concat([SPKI, ed25519.getPublicKey(SECRET)]).toString('base64'),
      sign: async (message) => ed25519.sign(message, SECRET),
    },
    verifyGuardian: async () => ({ signature: 'valid', sha256: '' }),
    lock: async () => async () => {},
  };
}
