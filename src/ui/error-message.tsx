import { Message } from './message';
import { ServerWords } from './server-words';

export type ErrorWords = { title: string; serverWords: string | null; advice: string; quote: string };

/** A refusal or failure: what happened, also in the server's own words, what to do next, and what to quote. */
export function ErrorMessage({ words, note }: { words: ErrorWords; note?: string | null }) {
  return (
    <Message tone="danger" title={words.title} alert>
      <ErrorDetails words={words} note={note} />
    </Message>
  );
}

/** Everything except the title. */
export function ErrorDetails({ words, note }: { words: ErrorWords; note?: string | null | undefined }) {
  return (
    <>
      {words.serverWords && <ServerWords text={words.serverWords} />}
      {note && <p className="font-medium">{note}</p>}
      <p>{words.advice}</p>
      <p className="text-muted">
        For support: <span>{words.quote}</span>
      </p>
    </>
  );
}
