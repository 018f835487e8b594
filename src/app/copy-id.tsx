import { useState } from 'react';
import { announce } from '../stores/announcements';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { shapes } from '../ui/icon-shapes';

const FAILED = 'Cannot copy here. The account menu has the whole id.';

/** Copies the whole id that stands shortened beside it. */
export function CopyId({ id }: { id: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(id);
      setOutcome('copied');
      announce('Copied.', 'polite');
    } catch {
      // A page opened over plain http has no clipboard; a browser may also refuse it.
      setOutcome('failed');
      announce(FAILED, 'polite');
    }
  }
  return (
    <span className="flex items-center max-md:hidden">
      <Button icon="Copy tenant ID" tone="plain" onClick={() => void copy()}>
        <Icon d={outcome === 'copied' ? shapes.check : shapes.copy} className="size-4" />
      </Button>
      {outcome === 'failed' && <span className="pr-2 text-meta">{FAILED}</span>}
    </span>
  );
}
