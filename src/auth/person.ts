import type { Person as PersonRecord } from '../api/schemas';
import { sameTenant } from '../api/http/tenant';
import { isRedacted } from '../lib/text';
import type { Person } from '../stores/session';
import { roleOnWire } from './capabilities';

/** The properties that are enough to tell people apart. */
export type Identity = Pick<Person, 'tenantId' | 'email' | 'id'>;

export function toPerson(record: PersonRecord): Person {
  return {
    ...tenantOf(record),
    role: roleOnWire(record.role),
    email: record.email,
    id: isRedacted(record.id) ? null : record.id,
    fullName: record.full_name ?? null,
  };
}

/** The tenant of an answer, with its name where there is one to show. */
export function tenantOf(record: {
  tenant_id: string;
  tenant_name?: string | null;
}): Pick<Person, 'tenantId' | 'tenantName'> {
  const { tenant_id: tenantId, tenant_name: tenantName } = record;
  return { tenantId, ...(tenantName?.trim() && !isRedacted(tenantName) && { tenantName }) };
}

/** The tenant where it must be told from every other: its name and its id. */
export function tenantInFull({ tenantId, tenantName }: Pick<Person, 'tenantId' | 'tenantName'>): string {
  return tenantName ? `${tenantName} (${tenantId})` : tenantId;
}

/**
 * The key of a person's pages, drafts and answers. It stays the same when the person signs in again after their session
 * ended.
 */
export function personKey({ key, tenantId, email, id }: Person): string {
  return key ?? `${tenantId} ${(isRedacted(email) && id) || email}`.toLowerCase();
}

/**
 * Whether two identities are the same person. Null when it cannot be decided, for example when the server redacted an
 * email.
 */
export function samePerson(a: Identity, b: Identity): boolean | null {
  if (!sameTenant(a.tenantId, b.tenantId)) return false;
  if (a.id && b.id) return a.id === b.id;
  if (isRedacted(a.email + b.email)) return null;
  return a.email.toLowerCase() === b.email.toLowerCase();
}

/**
 * `person` as the successor of the person before. They keep the pages and drafts of that person, unless it is known that
 * they are somebody else.
 */
export function continued(before: Person | null, person: Person): Person {
  const same = before && samePerson(before, person);
  if (!before || same === false) return person;
  const email = same && isRedacted(person.email) ? before.email : person.email;
  return { ...person, email, key: personKey(before) };
}
