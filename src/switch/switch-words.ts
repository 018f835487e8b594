import { formatDuration } from '../lib/time';
import type { SwitchState } from './derive-state';

/** A state in a few words, a few more, and the rest, for which a phone has no room. */
export type BriefWords = [words: string, more?: string, rest?: string];

export function switchWords(state: SwitchState): BriefWords {
  switch (state.kind) {
    case 'checking':
      return ['Kill switch: checking…'];
    case 'disengaged':
      return ['Kill switch disengaged'];
    case 'engaged':
      return ['Kill switch engaged.', '', 'All agents are stopped.'];
    case 'unknown':
      return ['Kill switch unknown', ...whyUnknown(state)];
  }
}

function whyUnknown({ cause, last }: Extract<SwitchState, { kind: 'unknown' }>): [string, string?] {
  if (cause === 'contradicted') return ['contradicted', ': the status says Disengaged'];
  if (!last) return ['not confirmed yet'];
  return [`was ${last.answer.data.status}`, ` ${formatDuration(last.ageMs)} ago`];
}
