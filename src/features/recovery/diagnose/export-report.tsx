import { explainError } from '../../../api/errors/explain-error';
import { EventReadBack } from '../../../guardian/event-read-back';
import { Button } from '../../../ui/button';
import { ErrorMessage } from '../../../ui/error-message';
import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { formatBytes, percentOf } from './bytes';
import { Report } from '../../../action/report';
import type { ExportState } from './use-export';

type ExportResultProps = { state: ExportState; onCancel: () => void; onClose: () => void };

/** The progress of the export, or its outcome. */
export function ExportResult({ state, onCancel, onClose }: ExportResultProps) {
  switch (state.phase) {
    case 'none':
      return null;
    case 'running':
      return <Running {...state.progress} onCancel={onCancel} />;
    case 'cancelled':
      return (
        <Report
          key={state.phase}
          name="Result of Export logs"
          tone="info"
          title="The export was cancelled"
          onClose={onClose}
        >
          <p>
            Nothing was saved. <span>{formatBytes(state.received)}</span> had come; the Guardian may have
            logged an export.
          </p>
        </Report>
      );
    case 'failed':
      return (
        <ErrorMessage
          words={explainError(state.error, 'diagnose')}
          note={
            state.received > 0
              ? `Only ${formatBytes(state.received)} came. Nothing was saved.`
              : 'Nothing was saved.'
          }
        />
      );
    case 'saved':
      return (
        <Report
          key={state.phase}
          name="Result of Export logs"
          tone="success"
          title="The logs were exported"
          onClose={onClose}
        >
          <p>
            <span>{formatBytes(state.bytes)}</span>, handed to the browser to save as{' '}
            <UserText text={state.name} />
          </p>
          <EventReadBack key={state.sent.requestId} sent={state.sent} />
        </Report>
      );
  }
}

type RunningProps = { received: number; total: number | null; onCancel: () => void };

function Running({ received, total, onCancel }: RunningProps) {
  const percent = percentOf(received, total);
  return (
    <Message tone="info" title="Exporting the logs…">
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <progress
          aria-label="Export"
          className="w-48 max-w-full"
          {...(percent === null ? {} : { max: 100, value: percent })}
        />
        <p>
          {total !== null && percent !== null
            ? `${formatBytes(received)} of ${formatBytes(total)} (${percent} %)`
            : formatBytes(received)}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <p className="text-muted">Leaving this page cancels the export.</p>
    </Message>
  );
}
