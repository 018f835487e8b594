import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { exportLogs, type Progress } from '../../../api/guardian/export-logs';
import type { GuardianAt } from '../../../api/guardian/guardian-at';
import type { SentAction } from '../../../guardian/events';
import { eventsKnown } from '../../../guardian/events-known';
import { readClock } from '../../../lib/clock';
import { download } from '../../../lib/download';

export type ExportState =
  | { phase: 'none' }
  | { phase: 'running'; progress: Progress }
  | { phase: 'saved'; name: string; bytes: number; sent: SentAction }
  | { phase: 'failed'; error: unknown; received: number }
  | { phase: 'cancelled'; received: number };

/** Exports the Guardian's logs to a file, one export at a time. Leaving the page cancels it. */
export function useExport(at: GuardianAt, host: string | null) {
  const client = useQueryClient();
  const [state, setState] = useState<ExportState>({ phase: 'none' });
  const running = useRef<AbortController | null>(null);

  // Effect: a download must not continue when no page shows it or can cancel it.
  useEffect(() => () => running.current?.abort(), []);

  async function start() {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    const eventsBefore = eventsKnown(client, at);
    let received = 0;
    setState({ phase: 'running', progress: { received, total: null } });
    try {
      const onProgress = (progress: Progress) => {
        received = progress.received;
        setState({ phase: 'running', progress });
      };
      const { name, blob, requestId } = await exportLogs({
        at,
        host,
        signal: controller.signal,
        onProgress,
      });
      download(name, blob.type, blob);
      const settledAt = readClock();
      const known = { reason: '', kind: 'export', correlationId: null } as const;
      const sent: SentAction = { ...known, host, requestId, settledAt, eventsBefore };
      setState({ phase: 'saved', name, bytes: blob.size, sent });
    } catch (error) {
      if (controller.signal.aborted) setState({ phase: 'cancelled', received });
      else setState({ phase: 'failed', error, received });
    } finally {
      running.current = null;
    }
  }

  return {
    state,
    start,
    cancel: () => running.current?.abort(),
    close: () => setState({ phase: 'none' }),
  };
}
