import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import type { Contradiction } from './clash-words';

/** The most contradictions that are listed. That is enough to see that nothing fits. */
const MOST = 50;

/** Both sides of each contradiction. The page believes neither and leaves out neither. */
export function ContradictionList({ found, current }: { found: readonly Contradiction[]; current: boolean }) {
  if (found.length === 0) return null;
  return (
    <Message
      tone="danger"
      title={`The Guardian contradicts itself${current ? '' : ' in what was last read'}`}
      alert
    >
      <ul className="mt-1 list-disc space-y-1 pl-5">
        {found.slice(0, MOST).map(({ says, but }) => (
          <li key={`${says} ${but}`}>
            <UserText text={says} /> <b>But:</b> <UserText text={but} />
          </li>
        ))}
      </ul>
      {found.length > MOST && (
        <p className="mt-1 font-medium">
          And <span>{found.length - MOST}</span> more.
        </p>
      )}
      <p className="mt-1">Rely on neither. Look at the host: see “Verify without this page”.</p>
    </Message>
  );
}
