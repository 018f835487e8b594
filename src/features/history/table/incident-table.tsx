import { memo } from 'react';
import { Link } from 'react-router-dom';
import type { AuditRow } from '../../../api/schemas';
import { reasonOf } from '../../../api/audit/toggle-rows';
import type { Person } from '../../../stores/session';
import { RecordedText } from '../../../ui/recorded';
import { lengthOfIncident } from '../answer/incident-words';
import type { Incident } from '../answer/incidents';
import { ColumnHeads, namedCell } from './cells';
import { Moment } from './moment';
import { Who } from './who';

const columns = [
  { name: 'Engaged', width: 'w-48' },
  { name: 'Disengaged', width: 'w-48' },
  { name: 'Length', width: 'w-24' },
  { name: 'Why → how it ended', width: '' },
  { name: 'By', width: 'w-64' },
] as const;

type IncidentTableProps = {
  incidents: readonly Incident[];
  me: Person;
  /** On the server's clock, ms. */
  now: number;
  /** The address of a row in the table of toggles. Without it, there are no links. */
  linkTo?: (row: AuditRow) => string;
};

/** One page of incidents: from when to when, how long, why and by whom, and how each one ended. */
export function IncidentTable({ incidents, me, now, linkTo }: IncidentTableProps) {
  return (
    <table
      aria-label="Incidents"
      className="mt-2 table-in-card border-collapse text-left table-fixed cards:block print:table-auto"
    >
      <ColumnHeads columns={columns} />
      <tbody className="cards:block">
        {incidents.map((incident) => (
          <IncidentRow key={keyOf(incident)} {...{ incident, me, now }} {...(linkTo && { linkTo })} />
        ))}
      </tbody>
    </table>
  );
}

/** Ids may be shared by several rows. */
function keyOf({ id, engage, disengage }: Incident): string {
  return JSON.stringify([id, engage?.timestamp, disengage?.timestamp]);
}

type IncidentRowProps = Omit<IncidentTableProps, 'incidents'> & { incident: Incident };

/** A report writes thousands of them, piece by piece: those that are written already are not rendered again. */
const IncidentRow = memo(function IncidentRow({ incident, me, now, linkTo }: IncidentRowProps) {
  const { engage, disengage, repeats, extra } = incident;
  const first = engage ?? disengage;
  return (
    <tr className="border-b border-hairline last:border-b-0 cards:block cards:py-2">
      <td className={namedCell} data-column="Engaged">
        {engage ? <Moment row={engage} now={now} /> : <i>not known</i>}
        <Times n={repeats.length} what="engaged again" />
      </td>
      <td className={namedCell} data-column="Disengaged">
        {disengage ? (
          <Moment row={disengage} now={now} />
        ) : (
          <span className="font-semibold text-engaged">still open</span>
        )}
        <Times n={extra.length} what="disengaged again" />
      </td>
      <td className={namedCell} data-column="Length">
        <span>{lengthOfIncident(incident)}</span>
        {linkTo && first && (
          <span className="block text-meta print:hidden">
            <Link to={linkTo(first)}>Show rows</Link>
          </span>
        )}
      </td>
      <td className={namedCell} data-column="Why">
        <RecordedText text={engage && reasonOf(engage)} />
        {disengage && (
          <span className="block text-meta text-muted">
            <span>→ </span>
            <RecordedText text={reasonOf(disengage)} />
          </span>
        )}
      </td>
      <td className={namedCell} data-column="By">
        {engage ? <Who row={engage} me={me} /> : <i>not known</i>}
        {disengage && (
          <span className="block text-meta text-muted">
            <span>→ </span>
            <Who row={disengage} me={me} />
          </span>
        )}
      </td>
    </tr>
  );
});

function Times({ n, what }: { n: number; what: string }) {
  if (n === 0) return null;
  return <span className="block text-meta text-muted">{`${what} ${n === 1 ? 'once' : `${n} times`}`}</span>;
}
