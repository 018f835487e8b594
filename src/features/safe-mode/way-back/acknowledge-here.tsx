import { can } from '../../../auth/capabilities';
import type { ModeState } from '../../../guardian/mode';
import { whyNotAcknowledge } from '../../../guardian/kill/why-not-acknowledge';
import { Button } from '../../../ui/button';

type AcknowledgeHereProps = { state: ModeState; role: string; onOpen: () => void };

/** The button that acknowledges a kill, where the way back needs it. */
export function AcknowledgeHere({ state, role, onOpen }: AcknowledgeHereProps) {
  if (!can(role, 'canRecover')) return <p className="mt-3 text-muted">Only ADMIN may acknowledge a kill.</p>;
  const why = whyNotAcknowledge(state);
  return (
    <div className="mt-3 print:hidden">
      <Button disabledReason={why} describedBy="acknowledge-why" onClick={onOpen}>
        Acknowledge kill
      </Button>
      <p id="acknowledge-why" className="mt-1 min-h-4 text-meta text-muted">
        {why}
      </p>
    </div>
  );
}
