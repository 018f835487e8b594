import { UserText } from '../../../ui/user-text';
import { NOTHING_RECORDED } from './summary';
import type { AnswerText } from './use-answer';

/** The answer in words: the first thing on the page. */
export function AnswerLine({ answer: { text, moving } }: { answer: AnswerText }) {
  return (
    <div className="min-h-12 basis-full max-sm:min-h-24 sm:order-1">
      <p
        role="status"
        aria-label="Answer"
        // Nobody wants to hear a sentence again each time a minute has passed or rows have arrived.
        aria-live={moving ? 'off' : 'polite'}
        className="text-heading font-medium wrap-anywhere"
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
