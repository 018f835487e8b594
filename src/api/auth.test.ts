import { afterEach, describe, expect, it, vi } from 'vitest';
import { renew, saysEnded, signIn, signOut, ssoLink, ssoProviders, whoAmI } from './auth';
import { connect, disconnect, onUnauthorized } from './http/connection';
import {
  brokenOff,
  envelope,
  failure,
  html,
  json,
  JWT,
  never,
  OTHER_TENANT,
  setOnline,
  stubServer,
  TENANT,
} from '../testing/stub-server';

const grant = { access_token: JWT, token_type: 'bearer', expires_in: 900, tenant_id: TENANT, role: 'ADMIN' };
const person = { id: 'p1', email: 'olga@example.com', role: 'ADMIN', tenant_id: TENANT };
const redacted = `***AADHAAR_REDACTED***${TENANT.slice(8)}`;

afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

describe('signing in', () => {
  it('sends tenant, email and password, and nothing from an earlier session', async () => {
    connect({ tenantId: OTHER_TENANT, token: JWT });
    const { sent } = stubServer(() => envelope(grant));
    expect((await signIn(TENANT, 'olga@example.com', 'pä"ss')).data).toEqual(grant);
    expect(sent[0]).toMatchObject({
      url: '/auth/token',
      init: { method: 'POST', body: JSON.stringify({ email: 'olga@example.com', password: 'pä"ss' }) },
    });
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe(TENANT);
    expect(sent[0]?.headers.has('Authorization')).toBe(false);
  });

  it('with a wrong password does not end the session in use', async () => {
    const listener = vi.fn();
    const stop = onUnauthorized(listener);
    stubServer(() => json({ success: false, error: 'Invalid credentials' }, 401));
    expect(await failure(signIn(TENANT, 'x', 'y'))).toMatchObject({
      status: 401,
      serverWords: 'Invalid credentials',
    });
    stop();
    expect(listener).not.toHaveBeenCalled();
  });

  it('for another tenant is an error', async () => {
    stubServer(() => envelope({ ...grant, tenant_id: OTHER_TENANT }));
    expect(await failure(signIn(TENANT, 'x', 'y'))).toMatchObject({ kind: 'wrong-tenant' });
  });

  it('works for a tenant whose id the gateway redacts: it counts as the requested one', async () => {
    stubServer(() => envelope({ ...grant, tenant_id: redacted }));
    expect((await signIn(TENANT, 'x', 'y')).data.tenant_id).toBe(TENANT);
  });

  it('may have worked even though its answer breaks off', async () => {
    stubServer(() => brokenOff());
    expect(await failure(signIn(TENANT, 'x', 'y'))).toMatchObject({
      kind: 'unreadable',
    });
  });

  it('is aborted after 8 s', async () => {
    vi.useFakeTimers();
    stubServer(never);
    const error = failure(signIn(TENANT, 'x', 'y'));
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await error).toMatchObject({ kind: 'timeout' });
  });
});

describe('the session', () => {
  it('is asked for its person, at the given or connected tenant', async () => {
    connect({ tenantId: TENANT, token: null });
    const { sent } = stubServer(() => envelope(person));
    expect((await whoAmI()).data).toEqual(person);
    await failure(whoAmI(OTHER_TENANT));
    disconnect();
    await whoAmI();
    expect(sent.map(({ url, headers }) => [url, headers.get('X-Tenant-ID')])).toEqual([
      ['/auth/me', TENANT],
      ['/auth/me', OTHER_TENANT],
      ['/auth/me', null],
    ]);
  });

  it('that does not exist is reported only to the caller', async () => {
    const listener = vi.fn();
    const stop = onUnauthorized(listener);
    stubServer(() => json({ success: false, error: 'Unauthorized' }, 401));
    expect(await failure(whoAmI(TENANT))).toMatchObject({ status: 401 });
    expect(await saysEnded('/decision/x')).toBe(true);
    stop();
    expect(listener).not.toHaveBeenCalled();
  });

  it('of another tenant is an error', async () => {
    stubServer(() => envelope(person));
    expect(await failure(whoAmI(OTHER_TENANT))).toMatchObject({ kind: 'wrong-tenant' });
    connect({ tenantId: OTHER_TENANT, token: null });
    stubServer(() => envelope(grant));
    expect(await failure(renew())).toMatchObject({ kind: 'wrong-tenant' });
  });

  it('is renewed with an empty POST', async () => {
    connect({ tenantId: TENANT, token: JWT });
    const { sent } = stubServer(() => envelope({ ...grant, tenant_id: redacted }));
    expect((await renew()).data).toEqual(grant);
    expect(sent[0]).toMatchObject({ url: '/auth/refresh', init: { method: 'POST' } });
    expect(sent[0]?.headers.get('Authorization')).toBe(`Bearer ${JWT}`);
  });

  it('ends on the server too, even if the page disconnects at once', async () => {
    connect({ tenantId: TENANT, token: JWT });
    const { sent } = stubServer(() => json({ success: true, message: 'Cleared session cookies.' }));
    const answer = signOut();
    disconnect();
    expect((await answer).data).toEqual({ success: true, message: 'Cleared session cookies.' });
    expect(sent[0]?.headers.get('Authorization')).toBe(`Bearer ${JWT}`);
  });

  it('that was over already is no error when signing out', async () => {
    const listener = vi.fn();
    const stop = onUnauthorized(listener);
    stubServer(() => json({ success: false, error: 'Unauthorized' }, 401));
    expect(await failure(signOut())).toMatchObject({ status: 401 });
    stop();
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('single sign-on', () => {
  it('offers what the server lists, and drops entries that cannot be links', async () => {
    const providers = [
      'okta',
      { id: 'azure-ad', name: 'Azure AD' },
      { id: 'x', name: null },
      { id: 'y', name: '' },
    ];
    const bad = [
      '',
      '../x',
      'a b',
      'x'.repeat(65),
      { id: 7 },
      null,
      { name: 'No id' },
      ['okta'],
      { id: 'a?b' },
      '.',
      '..',
      { id: '..', name: 'Up' },
      '-',
    ];
    stubServer(() => json({ providers: [...providers, ...bad] }));
    expect(await ssoProviders()).toEqual([
      { id: 'okta', name: 'okta' },
      { id: 'azure-ad', name: 'Azure AD' },
      { id: 'x', name: 'x' },
      { id: 'y', name: 'y' },
    ]);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['404', () => json({ detail: 'Not Found' }, 404)],
    ['a refusal', () => json({ error: 'Forbidden' }, 403)],
    ['401', () => json({ error: 'Unauthorized' }, 401)],
    ['a web page', () => html()],
    ['another shape', () => json({ providers: { okta: true } })],
    ['an empty list', () => json({ providers: [] })],
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is not offered, without an error, after %s', async (_, server) => {
    stubServer(server);
    expect(await ssoProviders()).toEqual([]);
  });

  it('is not offered offline', async () => {
    setOnline(false);
    stubServer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await ssoProviders()).toEqual([]);
  });

  it('begins at a link with the encoded provider and tenant', () => {
    expect(ssoLink('okta', TENANT)).toBe(`/auth/sso/okta?tenant_id=${TENANT}`);
    expect(ssoLink('a/b', 'x&y=#')).toBe('/auth/sso/a%2Fb?tenant_id=x%26y%3D%23');
  });
});
