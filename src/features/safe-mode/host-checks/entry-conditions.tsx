import type { EntryCondition } from '../../../api/guardian/guardian-schemas';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import { CodeName, NotReported } from '../code-name';
import { DataTable } from '../data-table';
import { conditionName, conditionNames, rowsOf, type CodeRow } from '../known-codes';
import { conditionsVerdict, type FoldedProps } from '../verdicts';
import { Fold } from '../../../guardian/fold';

const columns = [
  { name: 'Condition', width: 'lg:w-1/4' },
  { name: 'State', width: 'lg:w-1/6' },
  { name: 'Detail' },
  { name: 'Since', width: 'lg:w-1/5' },
] as const;

/** Active conditions first, then those that were not reported, then the rest. Within these groups, in the order of F7 §4. */
const rank = ({ reported }: CodeRow<EntryCondition>) => (reported === null ? 1 : reported.active ? 0 : 2);

/** Why Safe Mode is entered: the seven conditions of F7 §4, and any others that the Guardian names. */
export function EntryConditions({ status, judged }: FoldedProps) {
  const rows = rowsOf(conditionNames, status.entry_conditions ?? []).toSorted((a, b) => rank(a) - rank(b));
  return (
    <Fold title="Entry conditions" verdict={judged(conditionsVerdict(status))}>
      <p className="mt-1 text-muted">Any one of these puts the host into Safe Mode.</p>
      <DataTable
        label="Entry conditions"
        columns={columns}
        rows={rows.map(({ key, code, reported }) => ({
          key,
          alarming: reported?.active ?? false,
          cells: [
            <CodeName key="name" name={conditionName(code, status)} code={code} />,
            <ConditionState key="state" condition={reported} />,
            <RecordedText key="detail" text={reported?.detail?.trim() ? reported.detail : null} />,
            reported?.active ? <RecordedTime key="since" timestamp={reported.since} /> : '–',
          ],
        }))}
      />
    </Fold>
  );
}

function ConditionState({ condition }: { condition: EntryCondition | null }) {
  if (condition === null) return <NotReported />;
  if (!condition.active) return <span>Not active</span>;
  return (
    <span key="active" className="inline-flex items-center gap-2 font-semibold text-danger">
      <StateIcon state="engaged" className="size-4" /> Active
    </span>
  );
}
