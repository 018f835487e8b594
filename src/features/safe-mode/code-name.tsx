import { StateIcon } from '../../ui/state-icon';
import { UserText } from '../../ui/user-text';

/** A code in words. An unknown code is shown as the server sent it. */
export function CodeName({ name, code }: { name: string | null; code: string }) {
  return (
    <>
      {name !== null && (
        <>
          <span>{name}</span>
          <br />
        </>
      )}
      <code className="text-mono font-normal text-muted">
        <UserText text={code} />
      </code>
      {name === null && <span className="block text-meta font-normal italic">not known to this console</span>}
    </>
  );
}

/** Shown when the Guardian does not report something that it should report. It means neither yes nor no. */
export function NotReported() {
  return (
    <span className="inline-flex items-center gap-2 text-unknown">
      <StateIcon state="unknown" className="size-4" /> not reported
    </span>
  );
}
