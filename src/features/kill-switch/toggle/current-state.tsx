import type { ReactNode } from 'react';
import type { ToggleAction } from '../../../api/kill-switch';
import type { Me } from '../../../api/audit/toggle-rows';
import { formatDuration } from '../../../lib/time';
import { RecordedOperator, RecordedText, RecordedTime } from '../../../ui/recorded';
import { useNow } from '../../../ui/use-now';
import { confirmedAgo, type SwitchState } from '../../../switch/derive-state';
import { isMine, timeSince, type LatestToggle } from '../../../switch/latest-toggle';

type CurrentStateProps = {
  action: ToggleAction;
  state: SwitchState;
  latest: LatestToggle | null;
  me: Me;
  /** What the engagement has done so far, where that is known. */
  children: ReactNode;
};

/** What is known while the dialog is open: the state, its age, and for a disengage whose engagement it is. */
export function CurrentState({ action, state, latest, me, children }: CurrentStateProps) {
  const now = useNow();
  const ago = confirmedAgo(state);
  const engagedFor = state.kind === 'engaged' && latest ? timeSince(latest, state.answer, now) : null;
  return (
    <div className="mt-3 rounded-control bg-sunken p-3">
      <p>
        Now: <b>{words[state.kind]}</b>.{' '}
        <span className="block sm:inline">
          {ago !== null && `Last confirmed ${formatDuration(ago)} ago.`}
        </span>
        {action === 'engage' && state.kind === 'unknown' && (
          <span className="block">You can still engage. Engaging twice is harmless.</span>
        )}
      </p>
      {action === 'disengage' && state.kind === 'engaged' && latest && (
        <dl className="mt-2 grid gap-x-4 sm:grid-cols-[auto_1fr]">
          <dt className="text-muted">Engaged by</dt>
          <dd>
            <RecordedOperator operator={latest.by} you={isMine(latest, me)} />
          </dd>
          <dt className="text-muted">At</dt>
          <dd>
            <RecordedTime timestamp={latest.timestamp} />
          </dd>
          <dt className="text-muted">For</dt>
          <dd>{engagedFor === null ? 'not known' : formatDuration(engagedFor)}</dd>
          <dt className="text-muted">Reason</dt>
          <dd>
            <RecordedText text={latest.reason} />
          </dd>
          {children}
        </dl>
      )}
    </div>
  );
}

const words: Record<SwitchState['kind'], string> = {
  checking: 'Checking…',
  disengaged: 'Disengaged',
  engaged: 'Engaged',
  unknown: 'Unknown',
};
