import type { Person as PersonRecord } from '../api/schemas';
import { sameTenant } from '../api/http/tenant';
import { isRedacted } from '../lib/text';
import type { Person } from '../stores/session';
import { roleOnWire } from './capabilities';

/** What is enough to tell people apart. */
export type Identity = Pick<Person, 'tenantId' | 'email' | 'id'>;

export function toPerson(record: PersonRecord): Person {
  return {
    tenantId: record.tenant_id,
    role: roleOnWire(record.role),
    email: record.email,
    id: isRedacted(record.id) ? null : record.id,
    fullName: record.full_name ?? null,
  };
}

/** What pages, drafts and answers belong to: the same before and after a sign-in over one's own ended session. */
export function personKey({ key, tenantId, email, id }: Person): string {
  return key ?? `${tenantId} ${(isRedacted(email) && id) || email}`.toLowerCase();
}

/** Whether two are one person; null when it cannot be told, as by an e-mail that the server redacted. */
export function samePerson(a: Identity, b: Identity): boolean | null {
  if (!sameTenant(a.tenantId, b.tenantId)) return false;
  if (a.id && b.id) return a.id === b.id;
  if (isRedacted(a.email + b.email)) return null;
  return a.email.toLowerCase() === b.email.toLowerCase();
}

/** `person` in the place of the one before, whose pages and drafts they keep unless they are told to be somebody else. */
export function continued(before: Person | null, person: Person): Person {
  const same = before && samePerson(before, person);
  if (!before || same === false) return person;
  const email = same && isRedacted(person.email) ? before.email : person.email;
  return { ...person, email, key: personKey(before) };
}
