import type { ComponentProps } from 'react';
import { Button } from '../../ui/button';
import { Message } from '../../ui/message';
import type { HistoryPanel } from './history-panel';
import type { Rest } from './use-rest';

type HistorySectionProps = ComponentProps<typeof HistoryPanel> & { rest: Rest };

/** The last panel of the page. Its content comes later, and can be asked for again when it is lost. */
export function HistorySection({ rest, ...panel }: HistorySectionProps) {
  return (
    <section aria-labelledby="history-title" className="card mt-5">
      <h2 id="history-title" className="text-heading font-semibold">
        Activation history
      </h2>
      {rest.code ? (
        <rest.code.HistoryPanel {...panel} />
      ) : rest.failed ? (
        <Message tone="warning" title="A part of this page did not load" alert>
          <p>The levers and the state above work without it.</p>
          <div className="mt-2">
            <Button onClick={rest.ask}>Load it again</Button>
          </div>
        </Message>
      ) : (
        <p className="mt-4">Loading the history…</p>
      )}
    </section>
  );
}
