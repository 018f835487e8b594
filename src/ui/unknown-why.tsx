import { ErrorDetails, type ErrorWords } from './error-message';

/** Why something that is polled is not known now. `words`: why the newest reading failed, if it did. */
export function UnknownWhy({ stale, words }: { stale: boolean; words: ErrorWords | null }) {
  if (stale) return <p>That is too long ago to say anything about now. Reading again…</p>;
  if (words === null) return <p>The last reading failed. Reading again…</p>;
  return (
    <>
      <p className="font-medium">
        <span>{words.title}</span>.
      </p>
      <ErrorDetails words={words} />
    </>
  );
}
