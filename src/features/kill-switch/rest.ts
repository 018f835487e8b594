import { Beside } from './beside';
import { EffectSection } from './effect/effect-section';
import { RefusedSince } from './effect/refused-since';
import { HistoryPanel } from './history-panel';
import { Proof } from './proof/proof';

/** The parts of the page that no lever needs, in a script of their own. They are asked for when the levers are ready. */
export const rest = { Beside, EffectSection, HistoryPanel, Proof, RefusedSince };
