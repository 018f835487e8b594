import { judge, type Aged, type Known, type Readings } from '../api/http/reading';
import type { Answer } from '../api/http/request';
import type { AuditRow, KillSwitchStatus } from '../api/schemas';
import type { Instant } from '../lib/clock';

export type StatusAnswer = Answer<KillSwitchStatus>;

/** What contradicts a reading that says Disengaged (law 1). */
export type Doubt =
  /** The server accepted this console's Engage at the time `at` of its clock, and no reading since then shows it. */
  | { by: 'engage-accepted'; at: number; reading: boolean }
  /** The newest toggle row says Engaged. */
  | { by: 'toggle-row'; row: AuditRow }
  /** Something in the browser answers in the server's place. */
  | { by: 'controlled' };

/** What the console knows. Only `disengaged` and `engaged` are knowledge about now. */
export type SwitchState =
  | ({ kind: KillSwitchStatus['status'] } & Aged<KillSwitchStatus>)
  | Exclude<Known<KillSwitchStatus>, { kind: 'confirmed' }>
  /** The newest reading says Disengaged, and something contradicts it. */
  | { kind: 'unknown'; cause: 'contradicted'; doubt: Doubt; error: null; last: Aged<KillSwitchStatus> };

/** The state of the switch, from the readings and the clock. Other facts may contradict it: see doubt.ts. */
export function deriveState(readings: Readings<KillSwitchStatus>, now: Instant): SwitchState {
  const known = judge(readings, now);
  return known.kind === 'confirmed' ? { ...known, kind: known.answer.data.status } : known;
}

/** How long ago the newest well-formed answer was requested, in ms; null before the first. */
export function confirmedAgo(state: SwitchState): number | null {
  switch (state.kind) {
    case 'checking':
      return null;
    case 'unknown':
      return state.last?.ageMs ?? null;
    case 'disengaged':
    case 'engaged':
      return state.ageMs;
  }
}
