import { expect, test } from 'vitest';
import { sha256Hex } from '../audit/chain/chain';
import { acme, globex, personOf, type OpenApi } from './api-fixture';

const email = 'admin@acme.example';
const attempt = (password: string, tenant = acme.id, who = email) => ({
  body: { email: who, password },
  headers: { 'x-tenant-id': tenant },
});

export function testSignIn(api: () => OpenApi): void {
  test('a person signs in by the name or the id of the tenant, and the grant names both', async () => {
    const { send } = api();
    for (const tenant of [acme.name, acme.id, encodeURIComponent(acme.name)]) {
      const answer = await send('/auth/token', attempt('right', tenant, ` ${email.toUpperCase()} `));
      expect(answer).toMatchObject({
        status: 200,
        body: { data: { tenant_id: acme.id, tenant_name: 'acme', role: 'ADMIN', expires_in: 900 } },
      });
      const token = String(answer.body.data?.['access_token']);
      expect(answer.headers.get('set-cookie')).toBe(`acp_token=${token}; Max-Age=900`);
      expect(
        await send('/auth/me', { headers: { cookie: `acp_token=${token}`, 'x-tenant-id': tenant } }),
      ).toMatchObject({
        status: 200,
        body: { data: { email, full_name: 'ADMIN of Acme Robotics', tenant_id: acme.id } },
      });
    }
  });

  test('a token is kept nowhere but with the client', async () => {
    const { signIn, store } = api();
    const { token } = await signIn('ADMIN');
    expect(await store.findSession(token)).toBeNull();
  });

  test.each([
    ['a wrong password', attempt('wrong')],
    ['another tenant', attempt('right', globex.id)],
    ['a tenant that does not exist', attempt('right', 'nowhere')],
    ['a person who does not exist', attempt('right', acme.id, 'nobody@acme.example')],
  ])('%s is refused in the same words', async (_what, sent) => {
    expect(await api().send('/auth/token', sent)).toMatchObject({
      status: 401,
      body: { error: 'Invalid credentials' },
    });
  });

  test('a request without tenant, email or password is refused', async () => {
    const { send } = api();
    expect((await send('/auth/token', { body: { email, password: 'right' } })).status).toBe(400);
    for (const body of [{ email }, { email, password: 5 }, '{', []])
      expect((await send('/auth/token', { body, headers: { 'x-tenant-id': acme.id } })).status).toBe(400);
  });

  test('the sixth wrong password locks this person for this address for 60 s, with a row', async () => {
    const { send, rows, store } = api();
    const statuses = [];
    for (let index = 0; index < 6; index += 1)
      statuses.push((await send('/auth/token', attempt('wrong'))).body['error']);
    expect(statuses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'Invalid credentials'));
    expect(statuses[5]).toMatch(/locked for 60s/);
    expect((await send('/auth/token', attempt('right'))).body['error']).toMatch(/locked for 60s/);
    expect(await rows()).toMatchObject([
      { action: 'sign_in_locked', metadata: { actor_email: email, address: '127.0.0.1' } },
    ]);
    // Somebody else, and this person from elsewhere, are not kept out.
    expect((await send('/auth/token', attempt('right', acme.id, 'security@acme.example'))).status).toBe(200);
    await store.transaction(acme.id, async (tx) => {
      expect((await tx.tries(email, 'elsewhere')).lockedUntil).toBe(0);
      await tx.saveTries(email, '127.0.0.1', { count: 0, lockedUntil: tx.now });
    });
    expect((await send('/auth/token', attempt('right'))).status).toBe(200);
  });

  test('wrong passwords for nobody write no rows', async () => {
    const { send, rows } = api();
    for (let index = 0; index < 8; index += 1)
      await send('/auth/token', attempt('wrong', acme.id, 'nobody@acme.example'));
    expect(await rows()).toEqual([]);
  });

  test('a right password between wrong ones begins the count again', async () => {
    const { send } = api();
    for (const password of ['wrong', 'wrong', 'wrong', 'right', 'wrong', 'wrong', 'wrong'])
      await send('/auth/token', attempt(password));
    expect((await send('/auth/token', attempt('right'))).status).toBe(200);
  });

  test('a session is renewed, and ends by signing out', async () => {
    const { send, signIn } = api();
    const as = await signIn('ADMIN');
    const renewed = await send('/auth/refresh', { as, method: 'POST' });
    const token = String(renewed.body.data?.['access_token']);
    expect(token).not.toBe(as.token);
    expect((await send('/auth/me', { as })).status).toBe(200);
    const out = await send('/auth/logout', { as, method: 'POST' });
    expect(out.headers.get('set-cookie')).toBe('acp_token=; Max-Age=0');
    expect((await send('/auth/me', { as })).status).toBe(401);
    expect((await send('/auth/me', { as: { ...as, token } })).status).toBe(200);
    expect((await send('/auth/logout', { as, method: 'POST' })).status).toBe(200);
  });

  test('a session that is over, and one of a person who was switched off, are refused', async () => {
    const { send, signIn, store } = api();
    const [ada, sam] = [await signIn('ADMIN'), await signIn('SECURITY')];
    await store.transaction(acme.id, async (tx) => {
      await tx.savePerson({ ...personOf(acme, 'SECURITY'), active: false });
      await tx.endSessionsOf(personOf(acme, 'ADMIN').id);
    });
    expect((await send('/auth/me', { as: ada })).status).toBe(401);
    expect(await send('/auth/me', { as: sam })).toMatchObject({
      status: 403,
      body: { error: 'User is inactive' },
    });
    const again = await send('/auth/token', attempt('right', acme.id, 'security@acme.example'));
    expect(again).toMatchObject({ status: 401, body: { error: 'User is inactive' } });
  });

  test('a session ends after its time, and not before', async () => {
    const { send, signIn, store } = api();
    const as = await signIn('ADMIN');
    const tokenHash = sha256Hex('over');
    await store.transaction(acme.id, async (tx) => {
      const personId = personOf(acme, 'ADMIN').id;
      await tx.saveSession({ tokenHash, personId, tenantId: acme.id, expiresAt: tx.now });
    });
    expect((await send('/auth/me', { as: { ...as, token: 'over' } })).status).toBe(401);
    expect((await send('/auth/me', { as })).status).toBe(200);
  });

  test('sign-ins are limited by address', async () => {
    const limits = { engage: null, release: null, read: null, signIn: { perSecond: 0.5, burst: 1 } };
    const { send } = api().with({ limits });
    expect((await send('/auth/token', attempt('right'))).status).toBe(200);
    const refused = await send('/auth/token', attempt('right'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
  });
}
