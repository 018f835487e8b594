import { countCharacters, hasVisibleCharacter } from './text';

export const REASON_MAX = 500;

export type ReasonCheck = { ok: true; reason: string } | { ok: false; problem: string };

/** The reason as it will be sent, or what is wrong with it: at least one visible character, at most 500. */
export function checkReason(typed: string): ReasonCheck {
  const reason = typed.trim();
  if (!hasVisibleCharacter(reason)) {
    return { ok: false, problem: 'Enter a reason.' };
  }
  const length = countCharacters(reason);
  if (length > REASON_MAX) {
    return {
      ok: false,
      problem: `Shorten the reason by ${length - REASON_MAX} to at most ${REASON_MAX} characters.`,
    };
  }
  return { ok: true, reason };
}
