import { createState, type GuardianState } from '../../core/guardian/state';
import type { EngineParts } from './engine-parts';
import { within } from './clock';
import { wordsOf } from './writer';

/** The disk has this long, or what it should have said is unknown. */
const READ_MS = 5_000;
/** The newest change of the mode is among these, or it is too old to matter. */
const NEWEST = 500;
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

async function newestMode({ home, clock, say }: Parts): Promise<OpenedState['logged']> {
  try {
    const events = await within(clock, READ_MS, home.events.list(NEWEST, null), 'the disk does not answer');
    const change = events.find(({ kind, outcome }) => kind === 'mode_change' && isMode(outcome));
    return change && isMode(change.outcome) ? change.outcome : null;
  } catch (error) {
    say(`The event log cannot be read: ${wordsOf(error)}`);
    return null;
  }
}

/** What is known of this Guardian before it looks at anything. A state that cannot be read is SAFE. */
export async function openState(parts: Parts): Promise<OpenedState> {
  const { home, facts, runner, switches, clock, say } = parts;
  const read = await within(clock, READ_MS, home.readState(), 'the disk does not answer').catch(
    (error: unknown) => {
      say(`The state cannot be read: ${wordsOf(error)}`);
      return null;
    },
  );
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
  return { state, lost: read === null, logged: await newestMode(parts) };
}
