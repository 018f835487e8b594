import { CommandBlock } from '../../../ui/command-block';
import { Panel } from '../panel';

/** The four ways of F7 §5 to verify Safe Mode without trusting this page. None of them can be bypassed. */
export function IndependentChecks() {
  return (
    <Panel title="Verify without this page">
      <p className="mt-1 text-muted">This page shows what Guardian says of itself. On the host:</p>
      <ol className="mt-2 list-decimal space-y-3 pl-6">
        <li>
          Guardian status query: shows <code>mode: SAFE</code>.
          <CommandBlock text="exacta-guardian.exe --show-status" copyLabel="Copy the status query" />
        </li>
        <li>UI indicator: the large red “SAFE MODE” banner is visible at all times on the host’s screen.</li>
        <li>
          Log inspection: every capability request since shows <code>DENIED (Safe Mode)</code>.
          <CommandBlock
            text="exacta-guardian.exe --export-logs guardian-logs"
            copyLabel="Copy the log export"
          />
        </li>
        <li>
          Process inspection: Guardian has spawned no child process, so this prints nothing.
          <CommandBlock
            text={
              'Get-Process exacta-guardian | ForEach-Object { Get-CimInstance Win32_Process -Filter "ParentProcessId=$($_.Id)" }'
            }
            copyLabel="Copy the process query"
          />
        </li>
      </ol>
      <p className="mt-4">
        Safe Mode cannot be bypassed by requests of Core, AI-generated plans, shell commands, upgrade
        proposals, buttons, environment variables, or changes of configuration files: Guardian ignores or
        rejects them all.
      </p>
    </Panel>
  );
}
