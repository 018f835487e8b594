// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { tenants } from '../seeds/personas';
import { createTestApi } from '../test-api';

const first = tenants.acme.host;
const since = '2026-11-18T09:00:00.000Z';
const now = '2026-11-21T09:00:00.000Z';

describe('the hosts of a tenant', () => {
  it('are one without more, so that nobody has to name it', async () => {
    const { json } = await createTestApi();
    expect((await json('/guardian/hosts', { as: 'viewer' })).body.data).toMatchObject({
      items: [{ name: first, mode: 'NORMAL', since, last_seen_at: now }],
    });
    expect((await json('/guardian/status', { as: 'admin' })).body.data).toMatchObject({ host: first });
    const named = await json(`/guardian/status?host=${first}`, { as: 'admin' });
    expect(named.body.data).toMatchObject({ host: first });
  });

  it('are each asked by name when there are three', async () => {
    const { json, backend } = await createTestApi();
    await backend.host.addHosts('agents-07', 'agents-09');
    const names = [first, 'agents-07', 'agents-09'].toSorted();
    const { data } = (await json('/guardian/hosts', { as: 'admin' })).body;
    expect(data).toMatchObject({ items: names.map((name) => ({ name, mode: 'NORMAL' })) });
    expect(await json('/guardian/status', { as: 'admin' })).toMatchObject({
      status: 400,
      body: { error: 'host_required', data: { hosts: names } },
    });
    const body = { reason: 'Only this host' };
    const entered = await json('/guardian/safe-mode/enter?host=agents-07', {
      method: 'POST',
      as: 'admin',
      body,
    });
    expect(entered.body.data).toMatchObject({ host: 'agents-07', mode: 'SAFE' });
    for (const name of names) {
      const mode = name === 'agents-07' ? 'SAFE' : 'NORMAL';
      const { body: told } = await json(`/guardian/status?host=${name}`, { as: 'admin' });
      expect(told.data).toMatchObject({ host: name, mode });
    }
  });

  it('are never told to another tenant', async () => {
    const { json } = await createTestApi();
    expect((await json('/guardian/hosts', { as: 'otherAdmin' })).body.data).toMatchObject({
      items: [{ name: tenants.globex.host }],
    });
    expect(await json(`/guardian/status?host=${first}`, { as: 'otherAdmin' })).toMatchObject({
      status: 404,
      body: { error: 'unknown_host' },
    });
  });

  it('may be silent: then it is told since when, and what was known before', async () => {
    const { json, backend, pass } = await createTestApi();
    await backend.host.setSilent(true);
    pass(60);
    expect(await json('/guardian/status', { as: 'admin' })).toMatchObject({
      status: 503,
      body: { error: 'host_silent', data: { host: first, last_seen_at: now } },
    });
    expect((await json('/guardian/hosts', { as: 'admin' })).body.data).toMatchObject({
      items: [{ name: first, mode: 'NORMAL', last_seen_at: now }],
    });
    await backend.host.setSilent(false);
    expect((await json('/guardian/status', { as: 'admin' })).status).toBe(200);
  });
});
