/** What changes the world when it is sent, in words. A sign-in, a check of the files and an export change nothing of it. */
const deeds: [start: string, words: string][] = [
  ['POST /decision/kill-switch/', 'engage the kill switch'],
  ['DELETE /decision/kill-switch/', 'disengage the kill switch'],
  ['POST /guardian/safe-mode/enter', 'enter Safe Mode'],
  ['POST /guardian/safe-mode/exit', 'exit Safe Mode'],
  ['POST /guardian/kill/acknowledge', 'acknowledge the kill'],
  ['POST /guardian/policy/reset', 'reset the policy'],
  ['POST /guardian/core/rollback', 'roll back Core'],
  ['POST /control/api/stop', 'stop the host’s frontend'],
];

let last: { words: string; at: number } | null = null;

/** To be called when a request leaves. A page that fails then knows what it has sent (src/app/error-boundary.tsx). */
export function noteSent(path: string, method: string): void {
  const deed = deeds.find(([start]) => `${method} ${path}`.startsWith(start));
  if (deed) last = { words: deed[1], at: Date.now() };
}

/** The newest such request of this page, as a sentence; null if there was none. */
export function lastSent(): string | null {
  if (last === null) return null;
  return `A request to ${last.words} was sent at ${new Date(last.at).toISOString().slice(11, 19)} UTC: look at the state before you repeat it.`;
}

/** For tests: as when a page has just been opened. */
export function forgetSent(): void {
  last = null;
}
