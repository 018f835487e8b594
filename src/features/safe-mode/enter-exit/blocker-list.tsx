import type { Blocker } from '../../../api/guardian/recovery-schemas';
import { UserText } from '../../../ui/user-text';
import { blockerWords } from './blockers';

/** The blockers, each with the step that clears it. An unknown blocker is shown as the server sent it. */
export function BlockerList({ blockers }: { blockers: readonly Blocker[] }) {
  const distinct = new Map(blockers.map((blocker) => [`${blocker.code} ${blocker.detail ?? ''}`, blocker]));
  return (
    <ul className="mt-1 list-disc space-y-1 pl-10">
      {[...distinct].map(([key, blocker]) => (
        <li key={key}>
          <BlockerText blocker={blocker} />
        </li>
      ))}
    </ul>
  );
}

function BlockerText({ blocker }: { blocker: Blocker }) {
  const words = blockerWords(blocker);
  const detail = blocker.detail?.trim() ? blocker.detail : null;
  return (
    <>
      {words ? (
        <span>
          <b>{words.title}</b> <span>{words.step}</span>
        </span>
      ) : (
        <code>
          <UserText text={blocker.code} />
        </code>
      )}
      {detail !== null && (
        <span className="block text-muted">
          <UserText text={detail} />
        </span>
      )}
    </>
  );
}
