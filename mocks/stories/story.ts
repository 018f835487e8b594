import type { Backend, RecordedRequest } from '../backend';
import { isEngaged, type Db, type SeedOptions } from '../db';
import type { FaultSet } from '../faults/faults';
import type { GuardianState } from '../host/other-operator';
import type { PersonaKey } from '../seeds/personas';

/** What a step is judged by: what reached the server since the step began, and what the server knows. Nothing of the page. */
export interface Seen {
  /** ms since the step began. */
  elapsed: number;
  requests: readonly RecordedRequest[];
  engaged: boolean;
  mode: GuardianState['mode'];
  /** ms since the epoch. */
  modeSince: number;
  killFile: boolean;
  killAcknowledged: boolean;
  faults: FaultSet;
}

export interface Step {
  tell: string;
  /** What happens at the server or on the host `after` ms, unless the visitor has left. It may happen again after a reload. */
  begins?: { after: number; work?: (backend: Backend) => Promise<void> };
  /** Whether it happened. A step that only asks to look has none, and a button instead; the last one has neither. */
  done?: (seen: Seen) => boolean;
  /** Something that no console can do: the visitor does it here. */
  act?: { label: string; work: (backend: Backend) => Promise<void> };
}

export interface Story {
  title: string;
  person: PersonaKey;
  /** Where it begins, a path of the console. */
  path: string;
  seed?: SeedOptions;
  faults?: FaultSet;
  /** What has happened before it begins. */
  prepare?: (backend: Backend) => Promise<void>;
  steps: readonly Step[];
}

export interface Progress {
  /** Index of the current step. */
  step: number;
  /** When it began, in ms since the epoch. */
  since: number;
}

/** The progress after a look at the server: the next step once the current one is done. */
export function progressAfter({ steps }: Story, progress: Progress, seen: Seen, now: number): Progress {
  const isDone = steps[progress.step]?.done?.(seen) ?? false;
  return isDone ? { step: progress.step + 1, since: now } : progress;
}

/** What is seen of the first tenant's servers in the step that began at `since` (ms). */
export function look(db: Db, tenantId: string, backend: Backend, since: number): Seen {
  const guardian = db.hosts[tenantId]?.guardian;
  return {
    elapsed: backend.clock() - since,
    requests: backend.requests.filter(({ at }) => at >= since),
    engaged: isEngaged(db, tenantId),
    mode: guardian?.mode ?? 'NORMAL',
    modeSince: guardian?.since ?? 0,
    killFile: guardian?.isSet.kill_file ?? false,
    killAcknowledged: guardian?.conditions.kill_file === undefined,
    faults: backend.faults.active(),
  };
}
