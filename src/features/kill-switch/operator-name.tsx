import { isRedacted } from '../../api/tenant';
import { UserText } from '../../ui/user-text';
import { isMe, type Me } from './toggle-rows';

/** Who toggled, as recorded: "you" beside the signed-in person's own name, and words where nothing is recorded. */
export function OperatorName({ operator, me }: { operator: string | null; me: Me }) {
  if (operator === null) return <span className="italic">not recorded</span>;
  if (isRedacted(operator)) return <span className="italic">redacted by the server</span>;
  return (
    <>
      {isMe(operator, me) && 'you, '}
      <UserText text={operator} />
    </>
  );
}

/** Why, as recorded. */
export function RecordedReason({ reason }: { reason: string | null }) {
  if (reason === null) return <span className="italic">not recorded</span>;
  if (isRedacted(reason)) return <span className="italic">redacted by the server</span>;
  return <UserText text={reason} />;
}
