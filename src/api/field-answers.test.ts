import { expect, it } from 'vitest';
import { brokenOff, stubServer, TENANT } from '../testing/stub-server';
import { getKillSwitchHistory } from './audit/audit';
import { signIn, signOut, whoAmI } from './auth';
import { guardianStatus } from './guardian/guardian';
import { killSwitchStatus, sendToggle } from './kill-switch';
import { proofOf, type Proof } from './http/outcome';
import { createQueryClient } from './http/query-client';
import fields from './recordings/field.json';
import { refusalCause } from './errors/refusal-cause';

// Answers of running servers on which the console once failed, and the client's present result for each.

type Field = (typeof fields)[number];

function call({ request: { method, path } }: Field): Promise<{ data: unknown }> {
  const client = createQueryClient();
  if (path === '/auth/token') return signIn(TENANT, 'owner@tenant-a.test', 'pw');
  if (path === '/auth/me') return whoAmI(TENANT);
  if (path === '/auth/logout') return signOut();
  if (path.startsWith('/guardian/'))
    return client.fetchQuery(guardianStatus({ tenantId: TENANT, host: null }));
  if (path.startsWith('/audit/')) return client.fetchQuery(getKillSwitchHistory(TENANT, 'engage'));
  if (method === 'GET') return client.fetchQuery(killSwitchStatus(TENANT));
  return sendToggle(TENANT, 'engage', 'a reason');
}

function replay({ response: { status, headers, body }, cutOff }: Field): Response {
  return cutOff ? brokenOff(status, body) : new Response(body, { status, headers: Object.entries(headers) });
}

type Known = { data: object };
type Failed = { kind: string; cause?: string; proof?: Proof };
const known = (data: object): Known => ({ data });
const fails = (kind: string, more: Omit<Failed, 'kind'> = {}): Failed => ({ kind, ...more });

const expected: Record<string, Known | Failed> = {
  'A1 the status an hour old, by its Age': fails('cached'),
  'A1 the audit log an hour old, by its Age': fails('cached'),
  "A1 the Guardian's status an hour old, by its Age": fails('cached'),
  'A4 success and an error at once': fails('contradictory'),
  'A4 disengaged since a time': fails('contradictory'),
  'A4 disengaged by somebody': fails('contradictory'),
  'A4 disengaged since and by nothing': known({ status: 'disengaged' }),
  'A5 the catch-all after an engage': fails('http', { cause: 'service-down', proof: 'refused' }),
  'A6 sign-in while Redis is down': fails('http', { cause: 'sign-in-failed', proof: 'refused' }),
  'A6 sign-in while the account is locked': fails('http', { cause: 'locked' }),
  'A7 sign-in, cut off after its whole answer': known({ role: 'OWNER', tenant_id: TENANT }),
  'A7 /auth/me, cut off after its whole answer': known({ full_name: 'Olga Owner', role: 'OWNER' }),
  'A7 the audit log, cut off after its whole answer': known({ total: 1, unreadable: 0, foreign: 0 }),
  'A7 the status, cut off after its whole answer': fails('unreadable'),
  'A8 no rule for a toggle': fails('http', { cause: 'no-rule', proof: 'refused' }),
  'A10 no rule for the Guardian': fails('http', { cause: 'no-rule' }),
  'A15 no rule for the sign-out': fails('http', { cause: 'no-rule', proof: 'refused' }),
  'A18 too many sign-ins from one address': fails('http', { cause: 'sign-in-limit' }),
  'A19 a number redacted in our own tenant id': known({ status: 'disengaged' }),
  'A19 all of the tenant id redacted': fails('redacted-tenant'),
  'A24 the catch-all on a status': fails('http', { cause: 'service-down' }),
  'B8 a count that is no number': fails('wrong-shape'),
};

it('every field case has an expectation', () => {
  expect(fields.map((field) => field.case).toSorted()).toEqual(Object.keys(expected).toSorted());
});

it.each(fields.map((field) => [field.case, field] as const))(
  'the client handles field case %s',
  async (name, field) => {
    stubServer(() => replay(field));
    const wanted = expected[name];
    if (!wanted) throw new Error(`no expectation for ${name}`);
    const [answer, error] = await call(field).then(
      ({ data }) => [data, null] as const,
      (thrown: unknown) => [null, thrown] as const,
    );
    if ('data' in wanted) return expect(answer).toMatchObject(wanted.data);
    const { kind, cause, proof } = wanted;
    expect(error).toMatchObject({ kind });
    if (cause !== undefined) expect(refusalCause(error)).toBe(cause);
    if (proof !== undefined) expect(proofOf(error)).toBe(proof);
  },
);
