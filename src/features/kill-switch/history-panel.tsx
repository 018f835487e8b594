import { Link } from 'react-router-dom';
import type { AuditRow } from '../../api/schemas';
import { isMyToggle, operatorShown, reasonOf, rowKey, type Me } from '../../api/audit/toggle-rows';
import { paths } from '../../lib/paths';
import { Message } from '../../ui/message';
import { ActionChip } from '../../ui/action-chip';
import { RecordedOperator, RecordedText, RecordedTime } from '../../ui/recorded';
import type { ToggleHistory } from '../../switch/use-kill-switch';
import { HistoryFailures } from './history-failures';

type HistoryPanelProps = {
  history: ToggleHistory;
  me: Me;
  /** True while the switch is engaged: an empty history is then not called healthy, because the row may arrive late. */
  engaged: boolean;
  /** The title of an error that the page shows already. */
  stated: string | null;
};

const columns = [
  ['Action', 'w-36 print:w-auto'],
  ['Operator', 'w-64 print:w-auto'],
  ['Reason', ''],
  ['Time', 'w-60 print:w-auto'],
] as const;

/** What stands in the panel `Activation history`, whose heading is part of the page. */
export function HistoryPanel({ history, me, engaged, stated }: HistoryPanelProps) {
  const { rows, complete, failures, foreign, unreadable, redactedTenant, total } = history;
  const clean = complete && failures.length === 0 && foreign + unreadable === 0;
  return (
    <>
      <HistoryFailures failures={failures} complete={complete} stated={stated} />
      {foreign > 0 && (
        <Message
          tone="danger"
          title={`${count(foreign, 'row')} of another tenant came with the answer and ${foreign === 1 ? 'was' : 'were'} left out. Tell your Aegis team.`}
        />
      )}
      {unreadable > 0 && (
        <Message
          tone="warning"
          title={`${count(unreadable, 'row')} could not be read and ${unreadable === 1 ? 'is' : 'are'} not shown.`}
        />
      )}
      {redactedTenant > 0 && (
        <Message
          tone="info"
          title={`The server redacted the tenant id of ${count(redactedTenant, 'row')}.`}
        />
      )}
      {rows.length > 0 && <ToggleTable rows={rows} me={me} />}
      {rows.length > 0 && (
        <p className="mt-2 text-muted">{`The last ${rows.length} of ${Math.max(total, rows.length)} toggles.`}</p>
      )}
      <p className="mt-2 print:hidden">
        <Link to={paths.history}>Full history, export and verification</Link>
      </p>
      {rows.length === 0 && !complete && failures.length === 0 && (
        <p className="mt-4">Loading the history…</p>
      )}
      {rows.length === 0 && clean && (
        <div className="mt-4">
          <p className="font-medium">
            {total > 0
              ? `The audit log counts ${count(total, 'toggle')}, but gave none.`
              : 'No kill-switch activations recorded.'}
          </p>
          <p className="text-muted">
            {total > 0 || engaged
              ? 'Yet there was one. Its row may arrive late. If it does not, tell your Aegis team.'
              : 'Healthy. The audit chain will record the first engagement when it happens.'}
          </p>
        </div>
      )}
    </>
  );
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function ToggleTable({ rows, me }: { rows: AuditRow[]; me: Me }) {
  return (
    <table
      aria-labelledby="history-title"
      className="mt-4 table-in-card border-collapse text-left cards:block"
    >
      <thead className="cards:sr-only">
        <tr>
          {columns.map(([column, width]) => (
            <th key={column} scope="col" className={`border-b border-hairline cell ${width}`}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="cards:block">
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-b border-hairline last:border-b-0 cards:block cards:py-2">
            <td className="cell cards:block cards:py-1">
              <ActionChip action={row.action} />
            </td>
            <td className="cell cards:block cards:py-1">
              <RecordedOperator operator={operatorShown(row)} you={isMyToggle(row, me)} />
            </td>
            <td className="cell cards:block cards:py-1">
              <RecordedText text={reasonOf(row)} />
            </td>
            <td className="cell cards:block cards:py-1">
              <RecordedTime timestamp={row.timestamp} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
