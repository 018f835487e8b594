import { tenantInFull } from '../../../auth/person';
import type { Person } from '../../../stores/session';
import { formatUtc } from '../../../lib/time';
import { useNow } from '../../../ui/use-now';
import { UserText } from '../../../ui/user-text';
import { filterWords } from '../filter/filter-words';
import type { Filter } from '../filter/filter';
import type { Asked } from '../loading/use-history';

type PrintHeaderProps = {
  person: Person;
  filter: Filter;
  asked: Asked | null;
  href: string;
  /** On the server's clock, ms. */
  serverNow: number;
};

/** What makes a sheet of paper evidence: the tenant, the filter, when and by whom it was read, and the address. */
export function PrintHeader({ person, filter, asked, href, serverNow }: PrintHeaderProps) {
  const now = useNow();
  const readAt = asked && (asked.serverTime ?? asked.askedAt.wall);
  const clock = asked?.serverTime == null ? 'this device’s clock' : 'the server’s clock';
  const facts: [string, string][] = [
    ['Tenant', tenantInFull(person)],
    ['Filter', filterWords(filter, serverNow)],
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
