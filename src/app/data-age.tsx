import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDuration } from '../lib/time';
import { announce } from '../stores/announcements';
import type { SwitchState } from '../switch/derive-state';
import { Button } from '../ui/button';
import { Icon, REFRESH } from '../ui/icon';
import { useDataAge } from './use-data-age';

/** The age of the page's data, and the button that refreshes it. */
export function DataAge({ state }: { state: SwitchState | null }) {
  const client = useQueryClient();
  const [reading, setReading] = useState(false);
  const ago = useDataAge(state);
  const age =
    ago === null ? 'not checked yet' : `checked ${formatDuration(ago).replaceAll(' ', '\u00A0')}\u00A0ago`;
  // Nothing on this page is read from the server.
  const nothing = state === null && ago === null;

  async function refresh() {
    setReading(true);
    await client.refetchQueries({ type: 'active' });
    setReading(false);
    const read = client.getQueryCache().findAll({ type: 'active' });
    const failed = read.some((query) => query.state.status === 'error' && !query.meta?.['optional']);
    announce(failed ? 'Reading again failed.' : 'Read again.', 'polite');
  }

  // Its room all the same: for an auditor it comes with the page's first answer.
  if (nothing) return <span className="w-22 shrink-0 md:w-40" />;
  return (
    <div className="flex items-center md:gap-1 print:hidden">
      {/* Its width does not follow its words, which change every second: nothing beside it may move. */}
      <span className="w-22 shrink-0 text-right text-muted md:w-40">{age}</span>
      <Button
        icon="Refresh"
        tone="plain"
        onClick={() => void refresh()}
        disabledReason={reading ? 'Reading…' : null}
      >
        <Icon d={REFRESH} className="size-4" />
      </Button>
    </div>
  );
}
