import { Beside } from './beside';
import { EffectSection } from './effect/effect-section';
import { RefusedSince } from './effect/refused-since';
import { HistoryPanel } from './history-panel';
import { Proof } from './proof/proof';
import { AgentsNow } from './state/agents-now';
import { EngagedNotes } from './state/engaged-notes';

/** The parts of the page that no lever needs, in a script of their own. They are asked for when the levers are ready. */
export const rest = { AgentsNow, Beside, EffectSection, EngagedNotes, HistoryPanel, Proof, RefusedSince };
