import { Component, type ReactNode } from 'react';
import { personOf } from '../auth/session';
import { OutageCard } from '../features/kill-switch/outage-card';
import { useSession } from '../stores/session';
import { Button } from '../ui/button';
import { useDocumentState } from './use-document-state';

type ErrorBoundaryProps = {
  children: ReactNode;
  /** Around one page: the shell lives on, and goes on telling the state in the tab. */
  withinShell?: boolean;
};

/** When the page itself fails: says Unknown, never blank, and how to act without it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="mx-auto max-w-3xl p-4">
        {!this.props.withinShell && <UnknownTab />}
        <h1 className="text-3xl font-bold">This page failed</h1>
        <p className="hatched mt-4 border-4 border-dashed border-unknown p-4 text-2xl font-bold text-unknown">
          Unknown — this page cannot tell the state of the kill switch
        </p>
        <p className="mt-4">
          Nothing was sent by this failure. Reload the page; if it fails again, use the commands below.
        </p>
        <div className="mt-4">
          <Button tone="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </div>
        <OutageCard tenantId={personOf(useSession.getState().session)?.tenantId ?? ''} />
      </div>
    );
  }
}

function UnknownTab() {
  useDocumentState('unknown', '');
  return null;
}
