import type { ReactNode } from 'react';
import { blockersOf } from '../../../api/guardian/guardian-actions';
import type { Known } from '../../../api/http/reading';
import type { ExitChecks } from '../../../api/guardian/recovery-schemas';
import type { GuardianActionState } from '../../../guardian/use-send-to-guardian';
import type { Person } from '../../../stores/session';
import { useSwitchState } from '../../../switch/use-kill-switch';
import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { leverWords } from '../mode/lever-words';
import { BlockerList } from './blocker-list';
import { ExitCheckList } from './exit-check-list';

type ExitStepsProps = {
  checks: Known<ExitChecks>;
  /** All three checks are confirmed to have passed now, so the person can approve. */
  ready: boolean;
  action: GuardianActionState;
  person: Person;
};

/** The three steps out of Safe Mode. The fields of the second step are below, in the dialog itself. */
export function ExitSteps({ checks, ready, action, person }: ExitStepsProps) {
  const { blockers, unreadable } = blockersOf('failure' in action ? (action.failure?.error ?? null) : null);
  const lever = leverWords(useSwitchState().state);
  return (
    <>
      <p className="mt-2">
        Lets the agents of this host run again: AI, shell, network, upgrades and file writes, within their
        profile.
        <b>{lever !== null && ` ${lever}`}</b>
      </p>
      <ol className="mt-3 space-y-3">
        <Step number={1} title="Guardian’s three checks" current={!ready}>
          <ExitCheckList checks={checks} />
        </Step>
        <Step number={2} title="Human approval" current={ready}>
          <p>
            One person approves: you, <UserText text={person.fullName ?? person.email} />. Give the reason and
            type the host’s name below.
          </p>
        </Step>
        <Step number={3} title="Signed record" current={false}>
          <p>
            Guardian signs a SYSTEM-LEVEL PLAN with your name, your reason and the policy’s hash. It is shown
            on the page, verified here, and can be downloaded.
          </p>
        </Step>
      </ol>
      {blockers.length + unreadable > 0 && (
        <Message tone="danger" title="Guardian refused: a cause came back" alert>
          <BlockerList blockers={blockers} />
          {unreadable > 0 && (
            <p className="mt-1">
              <span>{blockers.length > 0 ? 'Something else' : 'Something'}</span> blocks the exit and could
              not be read. Look at the host.
            </p>
          )}
        </Message>
      )}
    </>
  );
}

type StepProps = { number: number; title: string; current: boolean; children: ReactNode };

function Step({ number, title, current, children }: StepProps) {
  return (
    <li
      aria-current={current ? 'step' : undefined}
      className={`flex gap-3 border-l-4 pl-3 ${current ? 'border-solid' : 'border-hairline'}`}
    >
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">
          Step <span>{number}</span>: <span>{title}</span>
        </h3>
        {children}
      </div>
    </li>
  );
}
