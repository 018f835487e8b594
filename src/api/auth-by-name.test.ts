import { afterEach, describe, expect, it } from 'vitest';
import { signIn, whoAmI } from './auth';
import { disconnect } from './http/connection';
import { envelope, failure, JWT, OTHER_TENANT, stubServer, TENANT } from '../testing/stub-server';

const grant = { access_token: JWT, token_type: 'bearer', expires_in: 900, tenant_id: TENANT, role: 'ADMIN' };
const person = { id: 'p1', email: 'olga@example.com', role: 'ADMIN', tenant_id: TENANT };
const redacted = `***AADHAAR_REDACTED***${TENANT.slice(8)}`;

afterEach(() => disconnect());

describe('signing in', () => {
  it('by the name of the tenant counts when the answer has that name, and goes on with the answer’s id', async () => {
    const { sent } = stubServer(() => envelope({ ...grant, tenant_name: 'acme' }));
    expect((await signIn('Acme', 'x', 'y')).data.tenant_id).toBe(TENANT);
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe('Acme');
    stubServer(() => envelope({ ...person, tenant_name: 'acme' }));
    expect((await whoAmI('acme')).data.tenant_id).toBe(TENANT);
  });

  it.each([
    ['another name', { tenant_name: 'acme-2' }],
    ['no name', {}],
    ['a name of null', { tenant_name: null }],
    ['an id that is no part of a path', { tenant_name: 'acme', tenant_id: '../acme' }],
    ['a redacted id and another name', { tenant_name: 'globex', tenant_id: redacted }],
  ])('by the name of the tenant is an error when the answer has %s', async (_, answer) => {
    stubServer(() => envelope({ ...grant, ...answer }));
    expect(await failure(signIn('acme', 'x', 'y'))).toMatchObject({ kind: 'wrong-tenant' });
  });

  it('by an id is proven by no name, also by one that looks like that id', async () => {
    stubServer(() => envelope({ ...grant, tenant_id: OTHER_TENANT, tenant_name: TENANT }));
    expect(await failure(signIn(TENANT, 'x', 'y'))).toMatchObject({ kind: 'wrong-tenant' });
  });
});
