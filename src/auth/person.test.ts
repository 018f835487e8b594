import { describe, expect, test } from 'vitest';
import { continued, personKey, samePerson } from './person';

const ada = { tenantId: 'tenant-a', role: 'ADMIN', email: 'ada@a.example', id: 'id-ada', fullName: null };
const REDACTED = '***EMAIL_REDACTED***';
const redacted = { ...ada, email: REDACTED };

describe('two people are', () => {
  test.each([
    ['the same by id, whatever their emails', { email: REDACTED }, true],
    ['somebody else by id, under the same email', { id: 'id-bob' }, false],
    ['the same by email, in any case, when an id is not known', { id: null, email: 'ADA@A.example' }, true],
    ['somebody else by email when an id is not known', { id: null, email: 'bob@a.example' }, false],
    ['not comparable by a redacted email', { id: null, email: REDACTED }, null],
    ['somebody else in another tenant', { tenantId: 'tenant-b' }, false],
  ])('%s', (_, over, same) => {
    expect(samePerson(ada, { ...ada, ...over })).toBe(same);
    expect(samePerson({ ...ada, ...over }, ada)).toBe(same);
  });

  test('not the same because the server redacts both', () => {
    const nobody = { ...redacted, id: null };
    expect(samePerson(nobody, nobody)).toBeNull();
  });
});

describe('the pages and drafts of a person', () => {
  test('are kept by tenant and email, and by id where the email is redacted', () => {
    expect(personKey({ ...ada, email: 'Ada@A.example' })).toBe('tenant-a ada@a.example');
    expect(personKey(redacted)).toBe('tenant-a id-ada');
  });

  test('stay theirs when they sign in again, unless the server says that they are somebody else', () => {
    const again = { ...ada, id: null };
    expect(continued(redacted, again)).toEqual({ ...again, key: 'tenant-a id-ada' });
    expect(personKey(continued(redacted, { ...again, id: 'id-bob' }))).toBe('tenant-a ada@a.example');
    expect(personKey(continued(ada, { ...ada, email: 'bob@a.example', id: null }))).toBe(
      'tenant-a bob@a.example',
    );
    expect(continued(null, ada)).toBe(ada);
  });

  test('keep an email that the server redacts only later', () => {
    expect(continued(ada, redacted)).toMatchObject({ email: ada.email, key: 'tenant-a ada@a.example' });
    expect(continued(ada, { ...redacted, id: null })).toMatchObject({ email: REDACTED });
  });
});
