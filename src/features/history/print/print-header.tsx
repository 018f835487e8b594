import type { Person } from '../../../stores/session';
import { formatUtc } from '../../../lib/time';
import { useNow } from '../../../ui/use-now';
import { UserText } from '../../../ui/user-text';
import { labelOf } from '../answer/answer';
import { periodOf } from '../filter/dates';
import type { Filter } from '../filter/filter';
import type { Asked } from '../loading/use-history';

const actions: Record<Filter['action'], string | null> = {
  all: null,
  engage: 'only Engaged',
  disengage: 'only Disengaged',
};

/** What a filter shows, in words. */
function filterWords(filter: Filter): string {
  const period = periodOf(filter);
  const conditions = [
    actions[filter.action],
    filter.operator && `operator contains “${filter.operator}”`,
    filter.text && `every word of “${filter.text}” is found`,
    period && `incidents that overlap: ${labelOf(period)} (UTC)`,
  ].filter(Boolean);
  return conditions.length > 0 ? conditions.join('; ') : 'none, every toggle is shown';
}

type PrintHeaderProps = { person: Person; filter: Filter; asked: Asked | null; href: string };

/** What makes a sheet of paper evidence: the tenant, the filter, when and by whom it was read, and the address. */
export function PrintHeader({ person, filter, asked, href }: PrintHeaderProps) {
  const now = useNow();
  const readAt = asked && (asked.serverTime ?? asked.askedAt.wall);
  const clock = asked?.serverTime == null ? 'this device’s clock' : 'the server’s clock';
  const facts: [string, string][] = [
    ['Tenant', person.tenantId],
    ['Filter', filterWords(filter)],
    ['Read from the audit log', readAt === null ? 'not yet' : `${formatUtc(readAt)} (${clock})`],
    ['Printed', `${formatUtc(now.wall)} (this device’s clock)`],
    ['By', [person.fullName, person.email, person.role, person.id].filter(Boolean).join(', ')],
    ['Address', window.location.origin + href],
  ];
  return (
    <dl aria-label="About this print" className="mt-4 grid grid-cols-[auto_1fr] gap-x-4">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd>
            <UserText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
