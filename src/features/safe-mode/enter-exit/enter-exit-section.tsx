import type { ModeState } from '../../../guardian/mode';
import type { Person } from '../../../stores/session';
import { ActionReport } from './action-report';
import { EnterDialog } from './enter-dialog';
import { ExitDialog } from './exit-dialog';
import { ExitRecord } from './exit-record';
import { ModeButtons } from './mode-buttons';
import type { EnterExit } from './use-enter-exit';

type EnterExitSectionProps = { state: ModeState; person: Person; enterExit: EnterExit };

/** The buttons to enter and exit Safe Mode, the results of using them, and the record of the newest exit. */
export function EnterExitSection({ state, person, enterExit }: EnterExitSectionProps) {
  const { dialog, done, open, close, finish, closeReport } = enterExit;
  const shared = { person, state, onClose: close };
  return (
    <>
      <ModeButtons
        state={state}
        role={person.role}
        onEnter={() => open('enter')}
        onExit={() => open('exit')}
      />
      {done && (
        <ActionReport
          key={done.sent.requestId}
          action={done.action}
          sent={done.sent}
          state={state}
          onClose={closeReport}
        />
      )}
      <ExitRecord
        key={`exit ${done?.sent.requestId}`}
        own={done?.exit ?? null}
        state={state}
        person={person}
      />
      {dialog === 'enter' && (
        <EnterDialog {...shared} onDone={(sent) => finish({ action: 'enter', sent, exit: null })} />
      )}
      {dialog === 'exit' && (
        <ExitDialog {...shared} onDone={(exit) => finish({ action: 'exit', sent: exit.sent, exit })} />
      )}
    </>
  );
}
