import { useState } from 'react';
import { resetPolicy } from '../../api/guardian-actions';
import type { PolicyReset } from '../../api/recovery-schemas';
import { ActionDialog } from '../../guardian/action-dialog';
import type { SentAction } from '../../guardian/events';
import { lastStatus } from '../../guardian/mode';
import type { Attempt, Done } from '../../guardian/use-action';
import { useGuardian } from '../../guardian/use-guardian';
import { useOwnEvent } from '../../guardian/use-own-event';
import { isRedacted } from '../../lib/text';
import type { Person } from '../../stores/session';
import { Message } from '../../ui/message';
import { DialogHost } from './dialog-host';
import { factoryDefaults } from './policy-defaults';
import { ResetSteps } from './reset-steps-list';

function AttemptSteps({ attempt }: { attempt: Attempt }) {
  switch (attempt.phase) {
    case 'none':
    case 'refused':
      return <ResetSteps evidence={{ phase: 'before' }} />;
    case 'sending':
      return <ResetSteps evidence={{ phase: 'sending' }} />;
    case 'unclear':
      return <UnclearSteps key={attempt.sent.requestId} sent={attempt.sent} />;
  }
}

function UnclearSteps({ sent }: { sent: SentAction }) {
  return <ResetSteps evidence={{ phase: 'unclear', event: useOwnEvent(sent) }} />;
}

type ResetDialogProps = { person: Person; onDone: (done: Done<PolicyReset>) => void; onClose: () => void };

/** Puts all policies back to factory defaults, with the seed's warning and its six steps (F7 §3). */
export function ResetDialog({ person, onDone, onClose }: ResetDialogProps) {
  const { state } = useGuardian();
  const status = lastStatus(state);
  const hash = status?.policy?.hash ?? null;
  // The policy that the operator decided to replace; learned late if it was not known then (law 5).
  const [openedFor, setOpenedFor] = useState(hash);
  if (openedFor === null && hash !== null) setOpenedFor(hash);
  const replaced = openedFor !== null && hash !== null && hash !== openedFor && !isRedacted(hash);
  return (
    <ActionDialog
      action="reset"
      person={person}
      host={status?.host ?? null}
      perform={(reason) => resetPolicy(person.tenantId, reason)}
      correlationIdOf={({ correlation_id: id }) => id}
      typed={{
        label: 'Confirmation',
        hint: 'Type RESET to confirm that you want to continue.',
        value: 'RESET',
      }}
      overtakenBy={replaced ? 'The policy changed while this dialog was open' : null}
      onDone={onDone}
      onClose={onClose}
    >
      {(attempt) => (
        <>
          <DialogHost state={state} />
          <AttemptSteps attempt={attempt} />
          {/* Last, next to the fields: a narrow screen scrolls to them and must still show it. */}
          <Message tone="danger" title="This will reset ALL policies to factory defaults.">
            <ul className="mt-1 list-disc pl-5">
              {Object.entries(factoryDefaults).map(([name, value]) => (
                <li key={name}>
                  <code>
                    {name}: {String(value)}
                  </code>
                </li>
              ))}
            </ul>
          </Message>
        </>
      )}
    </ActionDialog>
  );
}
