import { useState } from 'react';
import { useFirstKnown } from '../../../lib/take-in';
import { isRedacted } from '../../../lib/text';

/**
 * What the operator decided to change, such as a version: what it was when the dialog opened (law 5). Learned late if it
 * was not known then, but not after something was sent: what is read then may be what the request led to.
 */
export function useDecidedOn(value: string | null | undefined) {
  // What the server blacks out cannot be told from anything else.
  const now = value == null || isRedacted(value) ? null : value;
  const [sent, setSent] = useState(false);
  const decidedOn = useFirstKnown(sent ? null : now);
  return {
    /** Whether it is another one now; null while nobody can tell. */
    changed: decidedOn === null || now === null ? null : now !== decidedOn,
    /** To be called when something is sent. */
    freeze: () => setSent(true),
  };
}
