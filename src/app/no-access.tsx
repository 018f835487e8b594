import type { Capability } from '../auth/capabilities';
import { WhomToAsk, WhosePage } from '../auth/whose-page';
import type { Person } from '../stores/session';

/** What a person sees in place of a page that their role may not open. */
export function NoAccess({ needs, person }: { needs: Capability; person: Person }) {
  return (
    <>
      <h1 className="text-title font-semibold">No access</h1>
      <WhosePage needs={needs} role={person.role} />
      <WhomToAsk />
    </>
  );
}
