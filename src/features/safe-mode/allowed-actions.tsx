import { DataTable } from './data-table';
import { Panel } from './panel';

/** The seven actions of F7 §5 in the seed's words, and where each of them is. */
const actions = [
  ['View logs', 'Diagnose issues', 'Read-only log viewer', 'Guardian events, on this page'],
  [
    'Export diagnostics',
    'Share with support',
    <Cli key="cli" flag="--export-logs" />,
    'Recovery: Export logs',
  ],
  [
    'View project files',
    'Inspect state',
    'Read-only file browser',
    'Not in this console: the file browser of the host',
  ],
  [
    'Reset runtime policy',
    'Recover from bad config',
    <Cli key="cli" flag="--reset-policy" />,
    'Recovery: Reset policy',
  ],
  [
    'Rollback Core',
    'Recover from bad upgrade',
    <Cli key="cli" flag="--rollback-core" />,
    'Recovery: Roll back Core',
  ],
  [
    'Verify integrity',
    'Check for tampering',
    <Cli key="cli" flag="--verify-integrity" />,
    'Recovery: Verify integrity',
  ],
  ['Exit application', 'Stop everything', 'UI or CLI', 'Recovery: Stop everything'],
] as const;

const columns = [
  { name: 'Action', width: 'lg:w-1/5' },
  { name: 'Purpose', width: 'lg:w-1/5' },
  { name: 'Implementation', width: 'lg:w-1/4' },
  { name: 'Where' },
] as const;

export function AllowedActions() {
  return (
    <Panel title="Allowed in Safe Mode">
      <p className="mt-1 text-muted">
        The only actions permitted in Safe Mode. Two more stay possible here: to engage the kill switch, which
        only stops more, and the way back to NORMAL.
      </p>
      <DataTable
        label="Allowed in Safe Mode"
        columns={columns}
        rows={actions.map((cells) => ({ key: cells[0], cells }))}
      />
    </Panel>
  );
}

function Cli({ flag }: { flag: string }) {
  return (
    <span>
      Guardian CLI <code>{flag}</code>
    </span>
  );
}
