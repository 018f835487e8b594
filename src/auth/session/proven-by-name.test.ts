import { afterEach, beforeEach, expect, it } from 'vitest';
import { brokenOff, envelope, failure, stubServer, TENANT } from '../../testing/stub-server';
import { disconnect } from '../../api/http/connection';
import { signIn } from '../../api/auth';
import { provenSignIn } from './proven-sign-in';

const typed = { tenantId: TENANT, role: '', email: 'ada@a.example', id: null, fullName: null };
const me = { id: 'id-ada', email: 'ada@a.example', role: 'SECURITY', tenant_id: TENANT };
const cut = () => brokenOff(200, '{"success":true,"data":{"acc');

beforeEach(() => window.localStorage.clear());
afterEach(() => disconnect());

it('when the answer to a sign-in breaks off, /auth/me says who it is for the name of a tenant, too, if its answer has that name', async () => {
  const named = { ...me, tenant_name: 'acme' };
  stubServer(({ url }) => (url === '/auth/me' ? envelope(named) : cut()));
  const typedName = { ...typed, tenantId: 'acme' };
  const lostAnswer = await failure(signIn('acme', typed.email, 'secret'));
  expect(await provenSignIn(typedName, lostAnswer)).toMatchObject({
    tenantId: TENANT,
    tenantName: 'acme',
    id: 'id-ada',
  });
  stubServer(({ url }) => (url === '/auth/me' ? envelope(me) : cut()));
  expect(await failure(provenSignIn(typedName, lostAnswer))).toMatchObject({ kind: 'unreadable' });
});
