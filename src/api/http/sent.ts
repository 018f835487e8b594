import { createStore } from 'zustand';
import { resettable } from '../../lib/resettable';

/**
 * The requests that are actions, in words. A sign-in, a check of the files and an export are not among them: they change
 * nothing on the host or the switch.
 */
const actions: [start: string, words: string][] = [
  ['POST /decision/kill-switch/', 'engage the kill switch'],
  ['DELETE /decision/kill-switch/', 'disengage the kill switch'],
  ['POST /guardian/safe-mode/enter', 'enter Safe Mode'],
  ['POST /guardian/safe-mode/exit', 'exit Safe Mode'],
  ['POST /guardian/kill/acknowledge', 'acknowledge the kill'],
  ['POST /guardian/policy/reset', 'reset the policy'],
  ['POST /guardian/core/rollback', 'roll back Core'],
  ['POST /control/api/stop', 'stop the host’s frontend'],
];

type Sent = { words: string; at: number };

/** The newest action that this page sent. */
const newest = resettable(createStore<{ sent: Sent | null }>(() => ({ sent: null })));

/** Call this when a request is sent. A page that fails can then say what it has sent (src/app/error-boundary.tsx). */
export function noteSent(path: string, method: string): void {
  const action = actions.find(([start]) => `${method} ${path}`.startsWith(start));
  if (action) newest.setState({ sent: { words: action[1], at: Date.now() } });
}

/** The newest action of this page as a sentence; null when there was none. */
export function lastSent(): string | null {
  const { sent } = newest.getState();
  if (sent === null) return null;
  const time = new Date(sent.at).toISOString().slice(11, 19);
  return `A request to ${sent.words} was sent at ${time} UTC: look at the state before you repeat it.`;
}
