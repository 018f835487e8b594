import { StateIcon, type StateIconName } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { resetProgress, resetSteps, resetStepWords, type ResetEvidence, type StepState } from './reset-steps';

const states: Record<StepState, { icon: StateIconName; word: string }> = {
  pending: { icon: 'checking', word: 'pending' },
  'under-way': { icon: 'checking', word: 'under way' },
  done: { icon: 'disengaged', word: 'done' },
  'not-proven': { icon: 'unknown', word: 'not proven' },
  wrong: { icon: 'engaged', word: 'WRONG' },
};

/** The six steps of a policy reset, each with what proves it. */
export function ResetSteps({ evidence }: { evidence: ResetEvidence }) {
  const progress = resetProgress(evidence);
  return (
    <ol aria-label="Steps of the reset" className="mt-3 space-y-1">
      {resetSteps.map((step, index) => {
        const { state, evidence: proof } = progress[step];
        const { icon, word } = states[state];
        return (
          <li key={step} className="flex gap-2">
            <StateIcon state={icon} className="mt-1 size-4 shrink-0" />
            <span className={state === 'wrong' ? 'font-medium text-danger' : ''}>
              <span>{index + 1}</span>. <span>{resetStepWords[step]}</span>:{' '}
              <span>
                {state === 'under-way' ? (
                  proof
                ) : (
                  <>
                    <b>{word}</b>
                    {proof && (
                      <span>
                        {' – '}
                        <UserText text={proof} />
                      </span>
                    )}
                  </>
                )}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
