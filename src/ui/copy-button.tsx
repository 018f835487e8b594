import { useState } from 'react';
import { Button } from './button';

const outcomes = {
  none: '',
  copied: 'Copied.',
  // A page opened over plain http has no clipboard; a browser may also refuse it.
  failed: 'Copying is not possible here: select the text instead.',
} as const;

/** Copies `text` and says whether that worked. `label` is the label of the button. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('none');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 print:hidden">
      <Button onClick={() => void copy()}>{label}</Button>
      <span aria-live="polite">{outcomes[outcome]}</span>
    </span>
  );
}
