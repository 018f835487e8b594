import type { ReactNode } from 'react';
import { killWaits } from '../../../guardian/kill/kill-file';
import { lastStatus, type ModeState } from '../../../guardian/mode';
import type { Person } from '../../../stores/session';
import { allPassed } from '../enter-exit/blockers';
import { ExitCheckList } from '../enter-exit/exit-check-list';
import { useExitChecks } from '../enter-exit/use-exit-checks';
import { Panel } from '../panel';
import { AcknowledgeHere } from './acknowledge-here';
import { CauseList } from './cause-list';
import { causesOf } from './causes';

type WayBackProps = {
  state: ModeState;
  person: Person;
  onAcknowledge: () => void;
  /** The button that exits Safe Mode. */
  exitLever: ReactNode;
  /** What came of an acknowledgement or an exit that was made here, the approval record included. */
  results: ReactNode;
};

/** The three steps out of Safe Mode, in order (F7 §5, Safe Mode Exit). Shown while the mode is not NORMAL. */
export function WayBack({ state, person, onAcknowledge, exitLever, results }: WayBackProps) {
  const checks = useExitChecks();
  const status = lastStatus(state);
  if (status === null) return null;
  const causes = causesOf(status);
  const passed = checks.kind === 'confirmed' && allPassed(checks.answer.data);
  const current = status.mode === 'NORMAL' ? null : passed ? 3 : causes.length > 0 ? 1 : 2;
  return (
    <Panel title="Way back to NORMAL">
      <ol className="mt-3 grid gap-4 lg:grid-cols-3">
        <Step number={1} title="Clear the cause" current={current}>
          <CauseList causes={causes} status={status} current={state.kind === 'confirmed'} />
          {killWaits(status) && <AcknowledgeHere state={state} role={person.role} onOpen={onAcknowledge} />}
        </Step>
        <Step number={2} title="Guardian’s three checks" current={current}>
          <ExitCheckList checks={checks} />
        </Step>
        <Step number={3} title="Approve and sign" current={current}>
          <p className="mt-1 text-muted">
            One person gives a reason and types the host’s name. Guardian signs the record.
          </p>
          <div className="mt-3 print:hidden">{exitLever}</div>
        </Step>
      </ol>
      <div>{results}</div>
    </Panel>
  );
}

type StepProps = { number: number; title: string; current: number | null; children: ReactNode };

function Step({ number, title, current, children }: StepProps) {
  const here = number === current;
  return (
    <li
      aria-current={here ? 'step' : undefined}
      className={`min-w-0 border-l-4 pl-3 ${here ? 'border-solid' : 'border-hairline'}`}
    >
      <h3 className="font-semibold">
        <span>{number}</span> <span>{title}</span>
      </h3>
      {children}
    </li>
  );
}
