import { resetPolicy } from '../../../api/guardian/guardian-actions';
import type { Proof } from '../../../api/http/outcome';
import type { PolicyReset } from '../../../api/guardian/recovery-schemas';
import { DialogHost } from '../../../guardian/dialog/dialog-host';
import { useOvertaken } from '../../../guardian/dialog/use-overtaken';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { GuardianDialog } from '../../../guardian/guardian-dialog';
import type { SentAction } from '../../../guardian/events';
import { lastStatus } from '../../../guardian/mode';
import type { Done, GuardianActionState } from '../../../guardian/use-send-to-guardian';
import { useGuardian } from '../../../guardian/use-guardian';
import { useOwnEvent } from '../../../guardian/use-own-event';
import type { Person } from '../../../stores/session';
import { Message } from '../../../ui/message';
import { factoryDefaults } from './policy-defaults';
import { ResetSteps } from './reset-steps-list';
import { useDecidedOn } from './use-decided-on';

/** The six steps, as far as the state of the action shows them. */
function ActionSteps({ action }: { action: GuardianActionState }) {
  if (action.stage === 'sending') return <ResetSteps evidence={{ phase: 'sending' }} />;
  const failure = 'failure' in action ? action.failure : null;
  if (!failure) return <ResetSteps evidence={{ phase: 'before' }} />;
  return <FailedSteps key={failure.sent.requestId} {...failure} />;
}

function FailedSteps({ proof, sent }: { proof: Proof; sent: SentAction }) {
  const event = useOwnEvent(sent);
  // An action that was never sent, or that was refused without effect, can be sent again.
  const waits = proof === 'not-sent' || (proof === 'refused' && event === null);
  return <ResetSteps evidence={waits ? { phase: 'before' } : { phase: 'unclear', proof, event }} />;
}

type ResetDialogProps = { person: Person; onDone: (done: Done<PolicyReset>) => void; onClose: () => void };

/** Resets all policies to factory defaults, with the seed's warning and its six steps (F7 §3). */
export function ResetDialog({ person, onDone, onClose }: ResetDialogProps) {
  const { state } = useGuardian();
  const at = useGuardianAt();
  const status = lastStatus(state);
  // The policy that the operator decided to replace.
  const { changed, freeze } = useDecidedOn(status?.policy?.hash);
  const words = changed ? 'The policy changed while this dialog was open' : null;
  const overtaken = useOvertaken(words, 'policy_reset', state);
  return (
    <GuardianDialog
      action="reset"
      person={person}
      host={status?.host ?? at.host}
      perform={(reason) => {
        freeze();
        return resetPolicy(at, reason);
      }}
      correlationIdOf={({ correlation_id: id }) => id}
      typed={{
        label: 'Confirmation',
        hint: 'Type RESET to confirm that you want to continue.',
        value: 'RESET',
      }}
      {...overtaken}
      onDone={onDone}
      onClose={onClose}
    >
      {(action) => (
        <>
          <DialogHost state={state} />
          <ActionSteps action={action} />
          {/* Last, next to the fields, so that a narrow screen that scrolls to the fields still shows it. */}
          <Message tone="danger" title="This will reset ALL policies to factory defaults.">
            <ul className="mt-1 list-disc pl-5">
              {Object.entries(factoryDefaults).map(([name, value]) => (
                <li key={name}>
                  <code>
                    <span>{name}</span>: <span>{String(value)}</span>
                  </code>
                </li>
              ))}
            </ul>
          </Message>
        </>
      )}
    </GuardianDialog>
  );
}
