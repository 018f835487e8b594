import { useEffect, useRef } from 'react';
import { useToggles } from '../../../switch/toggle-context';
import { sentOf, type WatchedToggle } from '../../../switch/toggles';
import type { Person } from '../../../stores/session';
import { announce } from '../../../stores/announcements';
import { Button } from '../../../ui/button';
import type { Rest } from '../use-rest';

type ProofSectionProps = {
  report: WatchedToggle;
  person: Person;
  rest: Rest;
  /** The toggle was sent just now, and not before the person came back to this page. */
  takesFocus: boolean;
};

const titles = {
  accepted: 'Accepted.',
  lost: 'The reply was lost.',
  refused: 'The server refused.',
} as const;

/** What proves the newest toggle. It stays until it is dismissed, because it is the operator's evidence. */
export function ProofSection({ report, person, rest, takesFocus }: ProofSectionProps) {
  const { dispatch } = useToggles();
  const ref = useRef<HTMLElement>(null);
  const sent = sentOf(report);
  const title = titles[sent.answer];
  // Effect: the result of what was just done takes the focus from the lever, and is spoken.
  useEffect(() => {
    if (!takesFocus) return;
    ref.current?.focus();
    announce(title, 'polite');
  }, [takesFocus, title]);
  return (
    <section ref={ref} tabIndex={-1} aria-labelledby="proof-title" className="card mt-5">
      <div className="flex items-center justify-between gap-3">
        <h2 id="proof-title" className="text-heading font-semibold">
          Proof
        </h2>
        <span className="print:hidden">
          <Button onClick={() => dispatch({ type: 'close-report' })}>Dismiss</Button>
        </span>
      </div>
      {rest.code ? (
        <rest.code.Proof report={report} title={title} person={person} spoken={takesFocus} />
      ) : (
        <p className="mt-2">
          <span>{title}</span> Nothing is confirmed here yet: compare the state above with what you sent.
          Request <span>{sent.requestId}</span>
        </p>
      )}
    </section>
  );
}
