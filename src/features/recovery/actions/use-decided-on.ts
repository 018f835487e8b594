import { useState } from 'react';
import { useFirstKnown } from '../../../lib/take-in';
import { isRedacted } from '../../../lib/text';

/**
 * What the operator decided to change, such as a version: its value when the dialog opened (law 5). If it was not known
 * then, the first known value counts, but only until something is sent: a later value may be the effect of the request.
 */
export function useDecidedOn(value: string | null | undefined) {
  // A redacted value cannot be compared.
  const now = value == null || isRedacted(value) ? null : value;
  const [sent, setSent] = useState(false);
  const decidedOn = useFirstKnown(sent ? null : now);
  return {
    /** Whether the value is different now; null when that cannot be decided. */
    changed: decidedOn === null || now === null ? null : now !== decidedOn,
    /** Call this when something is sent. */
    freeze: () => setSent(true),
  };
}
