import { AcknowledgeDialog } from '../../../guardian/kill/acknowledge-dialog';
import { AcknowledgeReport } from '../../../guardian/kill/acknowledge-report';
import { isRestricted, type ModeState } from '../../../guardian/mode';
import type { Person } from '../../../stores/session';
import { WayBack } from '../way-back/way-back';
import { ActionReport } from './action-report';
import { EnterDialog } from './enter-dialog';
import { ExitDialog } from './exit-dialog';
import { ExitRecord } from './exit-record';
import { EnterLever, ExitLever } from './mode-buttons';
import type { EnterExit } from './use-enter-exit';

type EnterExitSectionProps = { state: ModeState; person: Person; enterExit: EnterExit };

/**
 * The levers of Safe Mode, the way back to NORMAL, and what came of using them. The way back stays after an exit that was made
 * here, until its report is dismissed: the operator looks at the record.
 */
export function EnterExitSection({ state, person, enterExit }: EnterExitSectionProps) {
  const { dialog, done, acknowledged, open, close, finish, closeReport, acknowledge } = enterExit;
  const shared = { person, state, onClose: close };
  const wayBack = isRestricted(state) || done?.action === 'exit' || acknowledged !== null;
  const exitLever = <ExitLever state={state} role={person.role} onOpen={() => open('exit')} />;
  const report = done && (
    <ActionReport
      key={done.sent.requestId}
      action={done.action}
      sent={done.sent}
      state={state}
      onClose={closeReport}
    />
  );
  return (
    <>
      <div className="card mt-5 flex flex-wrap gap-3 print:hidden">
        <EnterLever state={state} role={person.role} onOpen={() => open('enter')} />
        {!wayBack && exitLever}
      </div>
      {done?.action === 'enter' && report}
      {wayBack && (
        <WayBack
          state={state}
          person={person}
          onAcknowledge={() => open('acknowledge')}
          exitLever={exitLever}
          results={
            <>
              {acknowledged && (
                <AcknowledgeReport
                  key={acknowledged.sent.requestId}
                  done={acknowledged}
                  next={<p>Safe Mode stays on until somebody exits it: step 3.</p>}
                  onClose={() => acknowledge(null)}
                />
              )}
              {done?.action === 'exit' && report}
              {done?.exit && (
                <ExitRecord
                  key={`record ${done.sent.requestId}`}
                  own={done.exit}
                  state={state}
                  person={person}
                />
              )}
            </>
          }
        />
      )}
      {dialog === 'enter' && (
        <EnterDialog {...shared} onDone={(sent) => finish({ action: 'enter', sent, exit: null })} />
      )}
      {dialog === 'exit' && (
        <ExitDialog {...shared} onDone={(exit) => finish({ action: 'exit', sent: exit.sent, exit })} />
      )}
      {dialog === 'acknowledge' && <AcknowledgeDialog person={person} onClose={close} onDone={acknowledge} />}
    </>
  );
}
