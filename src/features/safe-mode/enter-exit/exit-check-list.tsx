import { explainError } from '../../../api/errors/explain-error';
import type { Known } from '../../../api/http/reading';
import type { ExitChecks } from '../../../api/guardian/recovery-schemas';
import { ErrorDetails } from '../../../ui/error-message';
import { StateIcon, type StateIconName } from '../../../ui/state-icon';
import { BlockerList } from './blocker-list';
import { blockerWords, checkNames, type CheckName } from './blockers';

type Outcome = 'passed' | 'failed' | 'contradicted' | 'unknown' | 'checking';

const looks: Record<Outcome, { icon: StateIconName; text: string; words: string }> = {
  passed: { icon: 'disengaged', text: 'text-clear', words: 'passed' },
  failed: { icon: 'engaged', text: 'text-danger', words: 'failed' },
  contradicted: { icon: 'unknown', text: 'text-unknown', words: 'passed, but contradicted' },
  unknown: { icon: 'unknown', text: 'text-unknown', words: 'unknown' },
  checking: { icon: 'checking', text: 'text-muted', words: 'checking…' },
};

const order: readonly CheckName[] = ['kill_conditions_cleared', 'core_signature_valid', 'policy_intact'];

/** The newest results of the Guardian's checks. When the answer failed or is too old, no check counts as passed. */
export function ExitCheckList({ checks }: { checks: Known<ExitChecks> }) {
  const data = checks.kind === 'confirmed' ? checks.answer.data : null;
  const blockers = data?.blockers ?? [];
  const others = blockers.filter((blocker) => blockerWords(blocker) === null);
  return (
    <>
      <ul className="mt-1 space-y-1">
        {order.map((name) => {
          const own = blockers.filter((blocker) => blockerWords(blocker)?.check === name);
          const outcome = outcomeOf(checks, name, own.length > 0);
          const { icon, text, words } = looks[outcome];
          return (
            <li key={name}>
              <span className="flex items-center gap-2">
                <StateIcon state={icon} className="size-4 shrink-0" />
                <span>
                  <span>{checkNames[name]}</span>: <b className={text}>{words}</b>
                </span>
              </span>
              {own.length > 0 && <BlockerList blockers={own} />}
              {outcome === 'failed' && own.length === 0 && (
                <p className="pl-6">Guardian does not say what blocks it.</p>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <>
          <p className="mt-2 font-medium">Also blocking, in Guardian’s own words:</p>
          <BlockerList blockers={others} />
        </>
      )}
      {checks.kind === 'unknown' && <WhyUnknown checks={checks} />}
    </>
  );
}

/** A check that passed although something blocks it is not known to have passed (law 1). */
function outcomeOf(checks: Known<ExitChecks>, name: CheckName, blocked: boolean): Outcome {
  if (checks.kind !== 'confirmed') return checks.kind;
  if (!checks.answer.data[name]) return 'failed';
  return blocked ? 'contradicted' : 'passed';
}

function WhyUnknown({ checks }: { checks: Extract<Known<ExitChecks>, { kind: 'unknown' }> }) {
  if (checks.error === null)
    return (
      <p className="mt-1">
        <span>{checks.last && 'The last answer is too old. '}</span>
        Reading again…
      </p>
    );
  const words = explainError(checks.error, 'safe-mode');
  return (
    <div className="mt-1">
      <p>
        <b>
          <span>{words.title}</span>.
        </b>
      </p>
      <ErrorDetails words={words} />
    </div>
  );
}
