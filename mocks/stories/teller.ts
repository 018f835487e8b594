import type { Backend } from '../backend';
import type { Db } from '../db';
import { personas } from '../seeds/personas';
import { stories, STORY_NAMES, type StoryName } from './stories';
import { look, progressAfter, type Progress, type Story } from './story';

export interface Told extends Progress {
  name: StoryName;
}

export interface Teller {
  read(): Told | null;
  subscribe(onChange: () => void): () => void;
  /** A request arrived, or the state was saved: perhaps the current step is done. */
  notice(db?: Db): void;
  /** Goes on where the page was before a reload. */
  resume(): void;
  /** `signIn` is done once the data are new, and before the first step. */
  begin(name: StoryName, signIn: () => Promise<void>): Promise<void>;
  /** The visitor has looked, which no server can know. */
  next(): void;
  act(): Promise<void>;
  leave(): void;
}

const KEY = 'ksc-demo.story';

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Leads through a story. It watches the mocks only: the console under test does not know of it. */
export function createTeller(backendOf: () => Backend, storage: Kept): Teller {
  const listeners = new Set<() => void>();
  let told: Told | null = null;
  let newest: Db | null = null;

  const tell = (next: Told | null) => {
    told = next;
    keep(storage, told);
    for (const listener of listeners) listener();
    void enact(told);
  };
  const enact = async (current: Told | null) => {
    const begins = current && stories[current.name].steps[current.step]?.begins;
    if (!begins) return;
    const backend = backendOf();
    await backend.wait(begins.after);
    if (told !== current) return;
    // After a reload the same may be done again. The server then refuses it, because it was done.
    await begins.work?.(backend).catch(() => undefined);
    notice();
  };
  const go = (change: Partial<Told>) => {
    if (told) tell({ ...told, since: backendOf().clock(), ...change });
  };
  const notice = (db = newest) => {
    newest = db;
    if (!told || !db) return;
    const story = stories[told.name];
    const backend = backendOf();
    const seen = look(db, personas[story.person].tenantId, backend, told.since);
    const after = progressAfter(story, told, seen, backend.clock());
    if (after !== told) tell({ name: told.name, ...after });
  };
  return {
    read: () => told,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    notice,
    resume() {
      const kept = load(storage);
      if (kept) tell(kept);
    },
    async begin(name, signIn) {
      const backend = backendOf();
      await prepare(stories[name], backend);
      await signIn();
      tell({ name, step: 0, since: backend.clock() });
    },
    next: () => go({ step: (told?.step ?? 0) + 1 }),
    async act() {
      const step = told && stories[told.name].steps[told.step];
      await step?.act?.work(backendOf());
      notice();
    },
    leave() {
      backendOf().faults.clear();
      tell(null);
    },
  };
}

async function prepare({ seed, faults, prepare: before }: Story, backend: Backend): Promise<void> {
  await backend.reset({ seed: 'lived-in', ...seed });
  if (faults) backend.faults.replace(faults);
  await before?.(backend);
}

function keep(storage: Kept, told: Told | null): void {
  try {
    if (told) storage.setItem(KEY, JSON.stringify(told));
    else storage.removeItem(KEY);
  } catch {
    // Storage is blocked: the story ends with its page.
  }
}

function load(storage: Kept): Told | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { name, step, since } = kept as Partial<Record<keyof Told, unknown>>;
    const known = STORY_NAMES.find((other) => other === name);
    if (!known || typeof step !== 'number' || typeof since !== 'number') return null;
    return step in stories[known].steps ? { name: known, step, since } : null;
  } catch {
    return null;
  }
}
