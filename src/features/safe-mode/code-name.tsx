import { StateIcon } from '../../ui/state-icon';
import { UserText } from '../../ui/user-text';

/** A code in words; one that nobody here knows as it came. */
export function CodeName({ name, code }: { name: string | null; code: string }) {
  return (
    <>
      {name !== null && (
        <>
          <span>{name}</span>
          <br />
        </>
      )}
      <code className="text-sm font-normal text-muted">
        <UserText text={code} />
      </code>
      {name === null && <span className="block text-sm font-normal italic">not known to this console</span>}
    </>
  );
}

/** What the Guardian ought to say and does not: neither a yes nor a no. */
export function NotReported() {
  return (
    <span className="inline-flex items-center gap-2 text-unknown">
      <StateIcon state="unknown" className="size-4" /> not reported
    </span>
  );
}
