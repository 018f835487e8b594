import { isTechnical } from '../lib/server-words';
import { UserText } from './user-text';

/** The server's own words. A sentence is shown at once; technical text for programmers is folded. */
export function ServerWords({ text }: { text: string }) {
  if (!isTechnical(text)) {
    return (
      <p>
        The server says:{' '}
        <q>
          <UserText text={text} />
        </q>
      </p>
    );
  }
  return (
    <details className="my-1">
      <summary className="cursor-pointer">Technical details from the server</summary>
      <p className="mt-1 font-mono text-mono">
        <UserText text={text} />
      </p>
    </details>
  );
}
