import { randomUUID } from 'node:crypto';
import type { Person, Tenant } from '../../core/ports/records';
import type { Store, Transaction } from '../../core/ports/store';
import { hashPassword } from '../identity/passwords';
import { option, type Command, type Given, type Setting } from './command';
import { EXIT, Refused, UsageError, type Result } from './io';
import { recordChange } from './operator-of-host';
import { findTenant } from './tenants';

const ROLES = [
  'ADMIN',
  'SECURITY',
  'AUDITOR',
  'VIEWER',
  'OWNER',
  'SECURITY_ANALYST',
  'READ_ONLY',
  'DEVELOPER',
];
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 1_000;

const who = { tenant: option.text, email: option.text };

const addUser: Command = {
  usage: 'user add --tenant NAME --email E --role R [--name "FULL NAME"]',
  about: `Adds a person, whose password is the first line of standard input. Roles: ${ROLES.join(', ')}.`,
  options: { ...who, role: option.text, name: option.text },
  async run(given, setting) {
    const role = roleOf(given);
    const email = emailOf(given);
    const name = given.text('name') ?? email;
    given.need('tenant');
    const passwordHash = await hashPassword(await readPassword(setting));
    return change(given, setting, async (tx, tenant) => {
      if (await tx.personByEmail(email)) {
        throw new Refused(`${email} is already there. See: user role, user password, user enable.`);
      }
      const id = randomUUID();
      const { now: createdAt } = tx;
      const person = { id, tenantId: tenant.id, email, fullName: name, role, active: true, passwordHash };
      await tx.savePerson({ ...person, createdAt });
      await recordChange(tx, 'person_added', factsOf(person));
      return done(tenant, { ...person, createdAt }, true, `${email} is added as ${role}.`);
    });
  },
};

const setRole: Command = {
  usage: 'user role --tenant NAME --email E --role R',
  about: `Gives a person another role, at once. Roles: ${ROLES.join(', ')}.`,
  options: { ...who, role: option.text },
  run(given, setting) {
    const role = roleOf(given);
    return edit(given, setting, async (tx, person) => {
      if (person.role === role)
        return { person, changed: false, text: `${person.email} is already ${role}.` };
      const changed = { ...person, role };
      await tx.savePerson(changed);
      await recordChange(tx, 'person_role_changed', { ...factsOf(changed), role_before: person.role });
      return { person: changed, changed: true, text: `${person.email} is now ${role}.` };
    });
  },
};

const setPassword: Command = {
  usage: 'user password --tenant NAME --email E',
  about:
    'Sets a new password, which is the first line of standard input, and ends the sessions of the person.',
  options: who,
  async run(given, setting) {
    emailOf(given);
    const passwordHash = await hashPassword(await readPassword(setting));
    return edit(given, setting, async (tx, person) => {
      await tx.savePerson({ ...person, passwordHash });
      await tx.endSessionsOf(person.id);
      await recordChange(tx, 'person_password_changed', factsOf(person));
      return { person, changed: true, text: `${person.email} has a new password.` };
    });
  },
};

const switchActive = (active: boolean): Command => ({
  usage: `user ${active ? 'enable' : 'disable'} --tenant NAME --email E`,
  about: active
    ? 'Lets a person sign in again.'
    : 'Ends the sessions of a person, who can then neither sign in nor do anything.',
  options: who,
  run: (given, setting) =>
    edit(given, setting, async (tx, person) => {
      const word = active ? ('enabled' as const) : ('disabled' as const);
      if (person.active === active) {
        return { person, changed: false, text: `${person.email} is already ${word}.` };
      }
      await tx.savePerson({ ...person, active });
      if (!active) await tx.endSessionsOf(person.id);
      await recordChange(tx, `person_${word}`, factsOf(person));
      return { person: { ...person, active }, changed: true, text: `${person.email} is ${word}.` };
    }),
});

export const peopleCommands: Record<string, Command> = {
  'user add': addUser,
  'user role': setRole,
  'user password': setPassword,
  'user disable': switchActive(false),
  'user enable': switchActive(true),
};

function change(
  given: Given,
  { withStore }: Setting,
  work: (tx: Transaction, tenant: Tenant) => Promise<Result>,
): Promise<Result> {
  return withStore(async (store: Store) => {
    const tenant = await findTenant(store, given.need('tenant'));
    return store.transaction(tenant.id, (tx) => work(tx, tenant));
  });
}

function edit(
  given: Given,
  setting: Setting,
  work: (tx: Transaction, person: Person) => Promise<{ person: Person; changed: boolean; text: string }>,
): Promise<Result> {
  const email = emailOf(given);
  return change(given, setting, async (tx, tenant) => {
    const found = await tx.personByEmail(email);
    if (!found) throw new Error(`There is no ${email} in ${tenant.name}.`);
    const { person, changed, text } = await work(tx, found);
    return done(tenant, person, changed, text);
  });
}

/** What a row says of a person. */
function factsOf({ id, email, role }: Pick<Person, 'id' | 'email' | 'role'>) {
  return { person_id: id, person_email: email, role };
}

function done(tenant: Tenant, { id, email, role, active }: Person, changed: boolean, text: string): Result {
  return { code: EXIT.done, text, json: { tenant: tenant.name, id, email, role, active, changed } };
}

function roleOf(given: Given): string {
  const role = given.need('role').toUpperCase();
  if (!ROLES.includes(role)) throw new UsageError(`--role must be one of ${ROLES.join(', ')}.`);
  return role;
}

function emailOf(given: Given): string {
  const email = given.need('email').toLowerCase();
  if (!/^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u.test(email)) {
    throw new UsageError('--email must look like name@host.');
  }
  return email;
}

/** From standard input, because the arguments of a process can be read by everybody on the host. */
async function readPassword({ io }: Setting): Promise<string> {
  const [password = ''] = (await io.readInput()).split(/\r?\n/);
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
    throw new UsageError(
      `The password is the first line of standard input, with ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`,
    );
  }
  return password;
}
