import { UserText } from '../../../ui/user-text';
import { NOTHING_RECORDED } from './summary';
import type { AnswerText } from './use-answer';

/** The answer in words: the first thing on the page. */
export function AnswerLine({ answer: { text, moving } }: { answer: AnswerText }) {
  return (
    <div className="basis-full sm:order-1">
      <p
        role="status"
        aria-label="Answer"
        // Nobody wants to hear a sentence again each time a minute has passed or rows have arrived.
        aria-live={moving ? 'off' : 'polite'}
        className="min-h-12 text-heading font-medium wrap-anywhere max-sm:min-h-24"
      >
        <UserText text={text} />
      </p>
      {text === NOTHING_RECORDED && (
        <p className="text-muted">
          Healthy. The audit chain will record the first engagement when it happens.
        </p>
      )}
    </div>
  );
}
