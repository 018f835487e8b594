import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { CommandOf } from '../../../guardian/host/command-of';
import { Fold } from '../../../guardian/fold';

type IndependentChecksProps = { status: GuardianStatus | null; contradicted: boolean };

/** The four ways of F7 §5 to verify Safe Mode without trusting this page. None of them can be bypassed. */
export function IndependentChecks({ status, contradicted }: IndependentChecksProps) {
  return (
    <Fold
      title="Verify without this page"
      verdict={
        contradicted
          ? { tone: 'wrong', words: 'Do this now: the Guardian contradicts itself' }
          : { tone: 'note', words: 'Four ways, on the host' }
      }
    >
      <p className="mt-1 text-muted">This page shows what Guardian says of itself. On the host:</p>
      <ol className="mt-2 list-decimal space-y-3 pl-6">
        <li>
          Guardian status query: shows <code>mode: SAFE</code>.
          <CommandOf name="showStatus" status={status} />
        </li>
        <li>UI indicator: the large red “SAFE MODE” banner is visible at all times on the host’s screen.</li>
        <li>
          Log inspection: every capability request since shows <code>DENIED (Safe Mode)</code>.
          <CommandOf name="exportLogs" status={status} />
        </li>
        <li>
          Process inspection: Guardian has spawned no child process, so this lists none.
          <CommandOf name="childProcesses" status={status} />
        </li>
      </ol>
      <p className="mt-4">
        Safe Mode cannot be bypassed by requests of Core, AI-generated plans, shell commands, upgrade
        proposals, buttons, environment variables, or changes of configuration files: Guardian ignores or
        rejects them all.
      </p>
    </Fold>
  );
}
