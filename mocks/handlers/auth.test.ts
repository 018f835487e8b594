// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { personas, tenants, type PersonaKey } from '../seeds/personas';
import { createTestApi, engage, SWITCH } from '../test-api';

const signIn = (person: PersonaKey, change: { password?: string; tenantId?: string } = {}) => {
  const { email, password, tenantId } = { ...personas[person], ...change };
  return { method: 'POST', body: { email, password }, headers: { 'x-tenant-id': tenantId } };
};

const UNAUTHORIZED = { success: false, error: 'Unauthorized', meta: { code: 401 } };
describe('signing in', () => {
  it('returns a token that looks like a JWT, 900 seconds, tenant and role, and sets the cookie', async () => {
    const { send } = await createTestApi();
    const response = await send('/auth/token', signIn('security'));
    expect(response.status).toBe(200);
    const { data } = await response.json();
    expect(data).toEqual({
      access_token: expect.stringMatching(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/),
      token_type: 'bearer',
      expires_in: 900,
      tenant_id: tenants.acme.id,
      tenant_name: 'acme',
      role: 'SECURITY',
    });
    expect(response.headers.getSetCookie()).toEqual([
      `acp_token=${data.access_token}; HttpOnly; Path=/; SameSite=Strict; Max-Age=900`,
    ]);
  });

  it('gives the same refusal for a wrong password and a wrong tenant, and refuses malformed requests', async () => {
    const { json } = await createTestApi();
    const refusal = { status: 401, body: { success: false, error: 'Invalid credentials' } };
    expect(await json('/auth/token', signIn('admin', { password: 'nope' }))).toEqual(refusal);
    expect(await json('/auth/token', signIn('admin', { tenantId: tenants.globex.id }))).toEqual(refusal);
    const broken = { ...signIn('admin'), body: '{"email":' };
    expect(await json('/auth/token', broken)).toMatchObject({ status: 400 });
    expect(await json('/auth/token', { ...signIn('admin'), body: {} })).toMatchObject({ status: 400 });
  });

  it('locks for 60 s at the sixth wrong password, even for the right password', async () => {
    const { json, pass } = await createTestApi();
    const wrong = signIn('admin', { password: 'nope' });
    for (let attempt = 1; attempt < 6; attempt += 1) {
      expect((await json('/auth/token', wrong)).body.error).toBe('Invalid credentials');
    }
    const locked = {
      status: 401,
      body: { success: false, error: 'Too many failed attempts — locked for 60s' },
    };
    expect(await json('/auth/token', wrong)).toEqual(locked);
    expect(await json('/auth/token', signIn('admin'))).toEqual(locked);
    expect((await json('/auth/token', signIn('security'))).status).toBe(200);
    pass(60);
    expect((await json('/auth/token', signIn('admin'))).status).toBe(200);
  });

  it('is refused to a switched-off user: 401 at the sign-in, 403 in a session', async () => {
    const { json, backend } = await createTestApi();
    expect((await json(SWITCH, { as: 'admin' })).status).toBe(200);
    await backend.deactivate('admin');
    expect((await json('/auth/token', signIn('admin'))).status).toBe(401);
    expect(await json(SWITCH, { as: 'admin' })).toMatchObject({
      status: 403,
      body: { error: 'User is inactive' },
    });
  });
});

describe('the session', () => {
  it('ends after 900 seconds, for every system', async () => {
    const { send, json, pass } = await createTestApi();
    pass(0);
    expect((await json('/auth/me', { as: 'admin' })).status).toBe(200);
    pass(899);
    expect((await json(SWITCH, { as: 'admin' })).status).toBe(200);
    pass(1);
    for (const path of ['/auth/me', SWITCH, '/audit/logs', '/audit/logs/verify']) {
      const response = await send(path, { as: 'admin' });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="aegis"');
      expect(await response.json()).toEqual(UNAUTHORIZED);
    }
  });

  it('is renewed by a new token, and the old token lives until its own end', async () => {
    const { json, pass } = await createTestApi();
    await json('/auth/me', { as: 'admin' });
    pass(600);
    const { body } = await json('/auth/refresh', { method: 'POST', as: 'admin' });
    const renewed = { authorization: `Bearer ${tokenOf(body)}`, 'x-tenant-id': tenants.acme.id };
    expect((await json('/auth/me', { as: 'admin' })).status).toBe(200);
    pass(300);
    expect((await json('/auth/me', { as: 'admin' })).status).toBe(401);
    expect((await json('/auth/me', { headers: renewed })).status).toBe(200);
  });

  it('is that of the bearer when both are given, otherwise that of the cookie', async () => {
    const { json, backend } = await createTestApi();
    const tenant = { 'x-tenant-id': tenants.acme.id };
    const cookie = { ...tenant, cookie: `theme=dark; acp_token=${await backend.signInAs('auditor')}` };
    expect((await json('/auth/me', { headers: cookie })).body.data).toMatchObject({ role: 'AUDITOR' });
    const both = await json('/auth/me', { as: 'admin', headers: cookie });
    expect(both.body.data).toMatchObject({ role: 'ADMIN' });
    const badBearer = { ...cookie, authorization: 'Bearer ***JWT_REDACTED***' };
    expect((await json('/auth/me', { headers: badBearer })).status).toBe(401);
    expect((await json('/auth/me', { headers: tenant })).status).toBe(401);
  });

  it('ends at sign-out, which clears the cookie', async () => {
    const { send, json } = await createTestApi();
    const response = await send('/auth/logout', { method: 'POST', as: 'admin' });
    expect(await response.json()).toEqual({ success: true, message: 'Cleared session cookies.' });
    expect(response.headers.getSetCookie()[0]).toMatch(/^acp_token=; HttpOnly; .*Max-Age=0/);
    expect((await json('/auth/me', { as: 'admin' })).status).toBe(401);
  });

  it('can be ended from outside, and is kept in the jar where no browser keeps cookies', async () => {
    const { json, backend } = await createTestApi({}, { cookies: 'jar' });
    const headers = { 'x-tenant-id': tenants.acme.id };
    expect((await json('/auth/me', { headers })).status).toBe(401);
    expect((await json('/auth/token', signIn('admin'))).status).toBe(200);
    expect((await json('/auth/me', { headers })).body.data).toMatchObject({ id: personas.admin.id });
    await backend.expireSessions();
    expect((await json('/auth/me', { headers })).status).toBe(401);
    await backend.signInAs('viewer');
    expect((await json('/auth/me', { headers })).body.data).toMatchObject({ role: 'VIEWER' });
    await json('/auth/logout', { method: 'POST', headers });
    expect((await json('/auth/me', { headers })).status).toBe(401);
  });
});

describe('every auth request', () => {
  it('must name the tenant, except for the list of SSO providers', async () => {
    const { json } = await createTestApi({}, { ssoProviders: ['okta', { id: 'entra', name: 'Entra ID' }] });
    for (const path of ['/auth/me', SWITCH, '/audit/logs', '/audit/logs/verify']) {
      expect((await json(path, { as: 'admin', headers: { 'x-tenant-id': '' } })).status).toBe(400);
    }
    expect((await json('/auth/token', { ...signIn('admin'), headers: {} })).status).toBe(400);
    // As recorded: a missing session is reported before anything else.
    expect(await json('/auth/me')).toEqual({ status: 401, body: UNAUTHORIZED });
    expect(await json('/auth/sso/providers')).toEqual({
      status: 200,
      body: { providers: ['okta', { id: 'entra', name: 'Entra ID' }] },
    });
  });

  it('is refused for a tenant that is not the one of the session', async () => {
    const { json } = await createTestApi();
    const headers = { 'x-tenant-id': tenants.globex.id };
    expect((await json('/auth/me', { as: 'admin', headers })).status).toBe(403);
  });

  it('counts against a limit of 120 toggles and auth requests per minute, and the refusal says when to come back', async () => {
    const { send, json, pass } = await createTestApi();
    for (let count = 0; count < 120; count += 1) await send('/auth/me', { as: 'admin' });
    pass(20);
    const refused = await send(SWITCH, engage('security'));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect((await json(SWITCH, { as: 'security' })).status).toBe(200);
    expect((await json('/auth/me', { as: 'otherAdmin' })).status).toBe(200);
    pass(40);
    expect((await json('/auth/me', { as: 'admin' })).status).toBe(200);
  });

  it('gets its request id back, a Date by the server’s own clock, and no-store', async () => {
    const { send } = await createTestApi();
    const { headers } = await send('/auth/me', { as: 'viewer', headers: { 'x-request-id': 'req-1' } });
    expect(headers.get('x-request-id')).toBe('req-1');
    expect(headers.get('date')).toBe('Sat, 21 Nov 2026 09:00:00 GMT');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is recorded as it was sent', async () => {
    const { send, backend } = await createTestApi();
    await send('/console/auth/token?x=1', { ...signIn('admin'), body: 'not json' });
    expect(backend.requests).toEqual([
      {
        method: 'POST',
        path: '/console/auth/token',
        query: { x: '1' },
        headers: expect.objectContaining({ 'x-tenant-id': tenants.acme.id }),
        body: 'not json',
        at: Date.parse('2026-11-21T09:00:00Z'),
      },
    ]);
    await backend.reset();
    expect(backend.requests).toEqual([]);
  });
});

function tokenOf(body: Record<string, unknown>): string {
  const { data } = body;
  if (typeof data === 'object' && data !== null && 'access_token' in data) return String(data.access_token);
  throw new Error('No token in the answer');
}
