import {
  composed,
  reduceAction,
  type ActionState,
  type Effect,
  type Failure,
  type SendEvent,
} from '../action/action-state';
import type { ToggleAction } from '../api/kill-switch';
import type { ToggleAccepted } from '../api/schemas';
import type { SwitchState } from './derive-state';
import type { SentToggle } from './read-back';
import {
  initialWatch,
  watchAccepted,
  watchOthers,
  watchOwn,
  watchRefused,
  watchState,
  type Watch,
} from './watch';

export type ToggleState = ActionState<SentToggle, ToggleAccepted>;

/** A toggle that was sent and whose effect is being read. */
export type WatchedToggle = Extract<ToggleState, { effect: Effect }>;

/**
 * What the operator requested of the switch and what was seen of it since they signed in. It has one owner:
 * toggle-provider.tsx.
 */
export type Toggles = {
  /** The open dialog. If its request is under way or unclear, it stays until its operator comes back. */
  dialog: ToggleAction | null;
  /** The toggle of that dialog. */
  toggle: ToggleState;
  /** The newest toggle that took effect or may have taken effect. It is the operator's evidence until they close it. */
  report: WatchedToggle | null;
  /** Why the newest toggle could not be sent or was not accepted; null when it was accepted. */
  lastError: unknown;
  watch: Watch;
};

export type TogglesEvent =
  | { type: 'open-dialog'; action: ToggleAction }
  | { type: 'close-dialog' }
  /** An event of the toggle in the dialog. */
  | SendEvent<SentToggle, ToggleAccepted>
  | ReadForReport
  | { type: 'close-report' }
  | { type: 'read-state'; state: SwitchState };

/** What the present readings say about the toggle of the report. */
type ReadForReport = { type: 'read-for-report'; effect: Effect };

export const initialToggles: Toggles = {
  dialog: null,
  toggle: composed,
  report: null,
  lastError: null,
  watch: initialWatch,
};

export function reduceToggles(toggles: Toggles, event: TogglesEvent): Toggles {
  switch (event.type) {
    case 'open-dialog':
      return { ...toggles, dialog: event.action, toggle: composed };
    case 'close-dialog':
      return {
        ...toggles,
        dialog: null,
        toggle: composed,
        report: toWatch(toggles.toggle) ?? toggles.report,
      };
    case 'close-report':
      return { ...toggles, report: null };
    case 'read-state':
      return withWatch(toggles, watchState(toggles.watch, event.state));
    case 'read-for-report': {
      const report = toggles.report && reduceReport(toggles.report, event);
      return report === toggles.report ? toggles : { ...toggles, report };
    }
    case 'send':
    case 'fail':
    case 'accept':
    case 'read':
      return withToggle(toggles, event);
  }
}

function withToggle(toggles: Toggles, event: SendEvent<SentToggle, ToggleAccepted>): Toggles {
  const toggle = reduceAction(toggles.toggle, event);
  if (toggle === toggles.toggle) return toggles;
  const watch = watchToggle(toggles, event);
  switch (event.type) {
    case 'accept':
      return { dialog: null, toggle: composed, report: toWatch(toggle), lastError: null, watch };
    case 'fail':
      return { ...toggles, toggle, lastError: event.failure.error, watch };
    case 'send':
    case 'read':
      // What took effect needs no other way to act, whatever the answer was.
      return { ...toggles, toggle, lastError: tookEffect(toggle) ? null : toggles.lastError, watch };
  }
}

const tookEffect = (toggle: ToggleState) => 'effect' in toggle && toggle.effect === 'took-effect';

/** What a toggle says about the changes that are seen after it: whether this console caused them. */
function watchToggle({ dialog, watch }: Toggles, event: SendEvent<SentToggle, ToggleAccepted>): Watch {
  switch (event.type) {
    case 'send':
      // The toggle is sent now: this console may be the cause of the next change.
      return dialog ? watchOwn(watch, dialog) : watch;
    case 'accept': {
      const { action, settledAt, serverTime } = event.sent;
      return watchAccepted(watch, action, { settledAt, at: serverTime ?? settledAt.wall });
    }
    case 'fail':
      return watchFailure(watch, event.failure);
    case 'read':
      return watch;
  }
}

function watchFailure(watch: Watch, { proof, conflict, sent }: Failure<SentToggle>): Watch {
  if (proof === 'not-sent' || conflict) return watchOthers(watch);
  return proof === 'refused' ? watchRefused(watch, sent.settledAt) : watch;
}

function withWatch(toggles: Toggles, watch: Watch): Toggles {
  return watch === toggles.watch ? toggles : { ...toggles, watch };
}

/**
 * The toggle that the report continues to watch after the dialog is gone: an accepted one, one with an unknown outcome, or a
 * refused one that took effect all the same.
 */
function toWatch(toggle: ToggleState): WatchedToggle | null {
  switch (toggle.stage) {
    case 'accepted':
    case 'unclear':
      return toggle;
    case 'refused':
      return toggle.effect === 'took-effect' ? toggle : null;
    case 'superseded': {
      const { failure, target } = toggle;
      return failure?.proof === 'unknown' ? { stage: 'unclear', failure, effect: 'reading', target } : null;
    }
    case 'compose':
    case 'sending':
      return null;
  }
}

/** A report takes in only the effect that is read. Whatever comes later belongs to another toggle. */
export function reduceReport(report: WatchedToggle, { effect }: ReadForReport): WatchedToggle {
  const evidence = { effect, target: null, overtakenBy: null };
  const next = reduceAction<SentToggle, ToggleAccepted>(report, { type: 'read', evidence });
  return 'effect' in next ? next : report;
}

/** The toggle as it was sent. */
export function sentOf(watched: WatchedToggle): SentToggle {
  return watched.stage === 'accepted' ? watched.sent : watched.failure.sent;
}
