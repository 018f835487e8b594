import { explainError } from '../../api/errors/explain-error';
import type { ToggleHistory } from '../../switch/use-kill-switch';
import { ErrorMessage } from '../../ui/error-message';

type HistoryFailuresProps = Pick<ToggleHistory, 'failures' | 'complete'> & {
  /** The title of an error that the page shows already. It is not told again. */
  stated: string | null;
};

/** What of the history could not be read, and why: one message for one cause. */
export function HistoryFailures({ failures, complete, stated }: HistoryFailuresProps) {
  const told = failures.map(({ what, error }) => ({ what, words: explainError(error, 'history') }));
  const [first, second] = told;
  const shared = first && first.words.title === second?.words.title;
  const causes = shared ? [{ ...first, what: 'Engage rows and disengage rows' }] : told;
  return causes.map(({ what, words }) => {
    const { title } = words;
    const note = `${what} could not be read. ${complete ? 'What is shown may be old.' : 'Without them this history is not complete.'}`;
    return title === stated ? (
      <p key={title} className="mt-4">
        {note}
      </p>
    ) : (
      <ErrorMessage key={title} words={words} note={note} />
    );
  });
}
