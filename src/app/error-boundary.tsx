import { Component, Fragment, type ReactNode } from 'react';
import { lastSent } from '../api/http/sent';
import { personOf } from '../auth/session/session';
import { OutageCard } from '../switch/outage-card';
import { useSession } from '../stores/session';
import { Button } from '../ui/button';
import { Message } from '../ui/message';
import { useDocumentState } from './use-document-state';

type ErrorBoundaryProps = {
  children: ReactNode;
  /** Around one page only: the shell stays, and continues to show the state in the tab. */
  withinShell?: boolean;
};

type State = {
  failed: boolean;
  /** How often the children were rendered again. */
  turn: number;
  /** The children were rendered again without the person asking, and the page must say so. */
  told: boolean;
};

/** A page that fails again within this time is not rendered again automatically. */
const ONCE_IN_MS = 30_000;

/** When the page itself fails, it is never blank: it says Unknown, what was sent, and how to act without the page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { failed: false, turn: 0, told: false };
  #drawnAt = -Infinity;

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    const now = performance.now();
    if (!isForeignChange(error) || now - this.#drawnAt < ONCE_IN_MS) return;
    this.#drawnAt = now;
    this.#drawAnew({ told: true });
  }

  #drawAnew(how: { told: boolean }) {
    this.setState(({ turn }) => ({ failed: false, turn: turn + 1, ...how }));
  }

  override render() {
    const { failed, turn, told } = this.state;
    if (failed) {
      return <Failed withinShell={this.props.withinShell} onAgain={() => this.#drawAnew({ told: false })} />;
    }
    return (
      <>
        {told && <DrawnAnew onClose={() => this.setState({ told: false })} />}
        <Fragment key={turn}>{this.props.children}</Fragment>
      </>
    );
  }
}

/**
 * Whether the document differs from what React rendered, because a translation or an extension moved parts of it. Rendering
 * the page again repairs that.
 */
function isForeignChange(error: unknown): boolean {
  return error instanceof DOMException && /^(NotFound|HierarchyRequest)Error$/.test(error.name);
}

function DrawnAnew({ onClose }: { onClose: () => void }) {
  return (
    <div className="mx-auto max-w-3xl px-4 pb-4">
      <Message tone="warning" title="The page failed and was drawn anew" alert>
        <p>Something changed the page from outside, such as a translation of the browser.</p>
        <p>{lastSent() ?? 'Nothing was sent by this failure.'}</p>
        <div className="mt-2">
          <Button onClick={onClose}>Close this message</Button>
        </div>
      </Message>
    </div>
  );
}

function Failed({ withinShell, onAgain }: { withinShell: boolean | undefined; onAgain: () => void }) {
  const { session } = useSession();
  return (
    <div className="mx-auto max-w-3xl p-4">
      {!withinShell && <UnknownTab />}
      <h1 className="text-title font-semibold">This page failed</h1>
      <p className="hatched mt-4 border border-dashed border-unknown p-4 text-title font-semibold text-unknown">
        Unknown — this page cannot tell the state of the kill switch
      </p>
      <p className="mt-4">{lastSent() ?? 'Nothing was sent by this failure.'}</p>
      <p className="mt-2">Show the page again, or reload it. If it fails again, use the commands below.</p>
      <div className="mt-4 flex flex-wrap gap-4">
        <Button tone="primary" onClick={onAgain}>
          Show the page again
        </Button>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </div>
      <OutageCard tenantId={personOf(session)?.tenantId ?? ''} />
    </div>
  );
}

function UnknownTab() {
  useDocumentState({ kind: 'unknown', mode: null }, '');
  return null;
}
