import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acme, globex, type OpenApi, type Sent } from './api-fixture';
import { operations } from './contract-check';
import { engage, SWITCH } from './api-toggles';

/** Stands in every row of the other tenant, and must be in no answer to this one. */
const SECRET = 'only-globex-may-read-this';

const word = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1',
    '500',
    'engage',
    'true',
    'null',
    "' OR 1=1 --",
    '../..',
    '%00',
    '\u202E',
  ),
  fc.string({ maxLength: 30, unit: 'binary' }),
);
const bodies = fc.oneof(
  fc.record(
    {
      action: fc.oneof(fc.constant('engage'), fc.jsonValue()),
      reason: fc.oneof(word, fc.jsonValue()),
      confirm: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    { email: fc.oneof(word, fc.jsonValue()), password: fc.oneof(word, fc.jsonValue()) },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
  word,
);
/** What a header can carry. */
const headerText = fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^\x20-\x7E]/g, '').trim());
const headers = fc.record(
  {
    'if-match': fc.oneof(fc.constantFrom('"0"', '"1"', '"9"', '*'), headerText),
    'x-request-id': fc.oneof(fc.constantFrom('a', 'b', 'c'), headerText),
    'x-tenant-id': fc.oneof(fc.constantFrom(acme.id, acme.name, globex.id, '%E0%A4%A'), headerText),
    authorization: fc.oneof(
      headerText,
      headerText.map((text) => `Bearer ${text}`),
    ),
    cookie: headerText.map((text) => `acp_token=${text}`),
  },
  { requiredKeys: [] },
);

const requests = fc.record({
  operation: fc.constantFrom(...operations()),
  tenantId: fc.oneof(fc.constantFrom(acme.id, globex.id, acme.name), word),
  query: fc.dictionary(
    fc.constantFrom('limit', 'offset', 'action', 'agent_id', 'decision', 'before', 'x'),
    word,
  ),
  body: fc.option(bodies, { nil: undefined }),
  role: fc.constantFrom('ADMIN', 'SECURITY', 'AUDITOR', 'VIEWER', null),
  headers,
});

export function testAnything(api: () => OpenApi): void {
  test('whatever is sent, nothing fails, each answer is as the contract says, and no other tenant’s row is in it', async () => {
    const { send, signIn, events } = api();
    await send(SWITCH.replace(acme.id, globex.id), { as: await signIn('ADMIN', globex), ...engage(SECRET) });
    const people = new Map<string, NonNullable<Sent['as']>>();
    for (const role of ['ADMIN', 'SECURITY', 'AUDITOR', 'VIEWER']) people.set(role, await signIn(role));
    await fc.assert(
      fc.asyncProperty(requests, async ({ operation, tenantId, query, body, role, headers: sent }) => {
        const path = operation.path.replace('{tenant_id}', encodeURIComponent(tenantId) || 'x');
        const { method } = operation;
        const as = role === null ? undefined : people.get(role);
        const text = method === 'GET' ? undefined : body;
        const answer = await send(`${path}?${new URLSearchParams(query)}`, {
          method,
          as,
          body: text,
          headers: sent,
        });
        expect(answer.status).toBeLessThan(500);
        expect(JSON.stringify(answer.body)).not.toContain(SECRET);
        // Somebody may have signed out.
        if (path === '/auth/logout' && as && role) people.set(role, await signIn(role));
      }),
      { numRuns: 400 },
    );
    expect(events.filter(({ kind }) => kind === 'failed')).toEqual([]);
    const as = await signIn('AUDITOR');
    expect((await send('/audit/logs/verify', { as })).body.data).toMatchObject({ valid: true });
  });
}
