import { createState, type GuardianState, type LoggedEvent } from '../../core/guardian/state';
import type { EngineParts } from './engine-parts';
import { within } from './clock';
import { wordsOf } from './writer';

/** The disk has this long, or what it should have said is unknown. */
const READ_MS = 5_000;
const EVENTS_AT_ONCE = 50;
const MODES: readonly string[] = ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'] satisfies GuardianState['mode'][];
const isMode = (text: string): text is GuardianState['mode'] => MODES.includes(text);

export interface OpenedState {
  state: GuardianState;
  /** It was missing or damaged, and is SAFE. */
  lost: boolean;
  /** The newest mode in the event log; null when there is none. */
  logged: GuardianState['mode'] | null;
}

type Parts = Pick<EngineParts, 'home' | 'facts' | 'runner' | 'switches' | 'clock' | 'say'>;

/** However far back it is: others may have written much since. */
async function newestMode({ events }: Parts['home']): Promise<OpenedState['logged']> {
  for (let before: string | null = null; ;) {
    const page: LoggedEvent[] = await events.list(EVENTS_AT_ONCE, before, 'mode_change');
    const change = page.find(({ outcome }) => isMode(outcome));
    if (change && isMode(change.outcome)) return change.outcome;
    before = page.at(-1)?.id ?? null;
    if (before === null) return null;
  }
}

/** What is known of this Guardian before it looks at anything. A state that cannot be read is SAFE. */
export async function openState(parts: Parts): Promise<OpenedState> {
  const { home, facts, runner, switches, clock, say } = parts;
  const unread = (what: string) => (error: unknown) => {
    say(`${what} cannot be read: ${wordsOf(error)}`);
    return null;
  };
  const read = await within(clock, READ_MS, home.readState()).catch(unread('The state'));
  const logged = await within(clock, READ_MS, newestMode(home)).catch(unread('The event log'));
  const command = facts.platform === 'windows' ? 'exacta-guardian.exe' : 'exacta-guardian';
  const { kill_file: killFile, registry } = switches;
  const locations = { killFile: killFile.location, emergencyKey: registry.location, command };
  const { containment, containmentReason } = runner
    ? { containment: runner.containment, containmentReason: runner.reason }
    : (read ?? { containment: 'none', containmentReason: null });
  const found = { ...facts, locations, containment, containmentReason };
  const kept = read ?? createState(found, 'SAFE', clock.now());
  // Core ends with its Guardian.
  const core = { ...kept.core, process: 'none', children: 0 } as const;
  const state = { ...kept, ...found, core, writeFailure: null };
  return { state, lost: read === null, logged };
}
