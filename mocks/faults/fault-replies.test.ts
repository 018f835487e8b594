// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { faultNames, isRefusal, isSpoiler } from './fault-names';
import type { FaultName } from './faults';
import { personas, tenants } from '../seeds/personas';
import { createTestApi, disengage, engage, SWITCH } from '../test-api';

const HEADERS = { 'x-request-id': 'req-9' };

/** The answer to an operator's POST, and whether it took effect all the same. */
async function engageWith(fault: FaultName) {
  const api = await createTestApi({ seed: 'none' });
  api.backend.faults.set('toggle', fault);
  const response = await api.send(SWITCH, { ...engage('admin'), headers: HEADERS });
  api.backend.faults.clear();
  const { body } = await api.json(SWITCH, { as: 'admin' });
  const text = response.type === 'error' ? '' : await response.text();
  return { ...api, response, text, done: JSON.stringify(body).includes('"engaged"') };
}

describe('refusals', () => {
  const expected = {
    '400': [400, '"error":"bad_request"'],
    '401': [401, '{"success":false,"error":"Unauthorized","meta":{"code":401}}'],
    '403': [403, '"error":"Kill switch requires ADMIN or SECURITY role"'],
    '403-tenant': [403, '"error":"Cross-tenant kill-switch operation rejected"'],
    '403-tenant-blocked': [403, '"error":"Tenant is blocked"'],
    '403-no-rule': [403, `{"error":"Forbidden","detail":"no RBAC rule covers POST ${SWITCH} — add an entry`],
    '403-fail-closed': [
      403,
      '{"success":false,"error":"Fail-Closed: decision service unavailable","meta":{"code":403}}',
    ],
    '401-failed': [
      401,
      '{"success":false,"data":null,"error":"An internal server error occurred","meta":null}',
    ],
    '404': [404, '{"detail":"Not Found"}'],
    '409': [409, '"error":"conflict"'],
    '412': [412, '"error":"precondition_failed"'],
    '422': [422, '"meta":{"details":[{'],
    '422-detail-list': [422, '{"detail":[{"type":"string_too_short","loc":["body","reason"]'],
    '429': [429, '"error":"Rate limit exceeded"'],
    '429-no-retry-after': [429, '"error":"Rate limit exceeded"'],
    '429-address': [429, '"error":"Too many authentication failures from this IP"'],
    '500': [500, '{"success":false,"data":null,"error":"An internal server error occurred","meta":null}'],
    '502-html': [502, '<h1>502 Bad Gateway</h1>'],
    '503': [503, '{"success":false,"error":"Security infrastructure timeout","meta":{"code":503}}'],
    '504': [504, '"error":"decision_timeout","detail":"Decision pipeline exceeded the gateway deadline."'],
    'problem-json': [500, '"title":"Upstream failure"'],
    html: [200, 'Accept the terms to go online'],
  } as const;

  it.each(Object.entries(expected))(
    '%s gives its documented answer, and nothing is done',
    async (name, [status, part]) => {
      const fault = faultNames.find((known) => known === name);
      if (!fault) throw new Error(`No such fault: ${name}`);
      const { response, text, done } = await engageWith(fault);
      expect(response.status).toBe(status);
      expect(text).toContain(part);
      expect(response.headers.get('x-request-id')).toBe('req-9');
      expect(done).toBe(false);
    },
  );

  it('are all tested above', () => {
    expect(faultNames.filter(isRefusal).toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it('carry the headers that matter', async () => {
    const header = async (fault: FaultName, name: string) =>
      (await engageWith(fault)).response.headers.get(name);
    expect(await header('429', 'retry-after')).toBe('12');
    expect(await header('429-no-retry-after', 'retry-after')).toBeNull();
    expect(await header('401', 'www-authenticate')).toBe('Bearer realm="aegis"');
    expect(await header('html', 'content-type')).toBe('text/html; charset=utf-8');
    expect(await header('502-html', 'content-type')).toBe('text/html; charset=utf-8');
    expect(await header('problem-json', 'content-type')).toBe('application/problem+json');
  });
});

describe('answers that are lost or damaged', () => {
  it.each(faultNames.filter(isSpoiler).filter((name) => name !== 'hang-but-done'))(
    '%s: the request was carried out all the same',
    async (fault) => expect((await engageWith(fault)).done).toBe(true),
  );

  it('are damaged as each fault says', async () => {
    const answer = async (fault: FaultName) => {
      const { response, text } = await engageWith(fault);
      return { status: response.status, text };
    };
    expect(await answer('504-but-done')).toMatchObject({ status: 504 });
    expect(await answer('empty-body')).toEqual({ status: 200, text: '' });
    expect(await answer('204')).toEqual({ status: 204, text: '' });
    expect((await answer('wrong-shape')).text).toContain('"data":{"result":"ok"}');
    expect((await answer('other-tenant')).text).toContain(`"tenant_id":"${tenants.globex.id}"`);
    expect((await answer('redacted-tenant')).text).toContain(
      '"tenant_id":"***AADHAAR_REDACTED***-1a2b-4c3d-',
    );
    const { text } = await answer('truncated');
    expect(text).toMatch(/^\{"success":true/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('break the connection when offline, before or after the request is carried out', async () => {
    const before = await engageWith('offline');
    expect([before.response.type, before.done]).toEqual(['error', false]);
    const after = await engageWith('offline-but-done');
    expect([after.response.type, after.done]).toEqual(['error', true]);
  });

  it('leave a refusal unchanged', async () => {
    const { json, backend } = await createTestApi();
    backend.faults.set('any', 'other-tenant');
    expect((await json(SWITCH, { as: 'viewer' })).status).toBe(403);
  });

  it('do not put the cookie of an answer that never arrived into the jar', async () => {
    const { json, send, backend } = await createTestApi({}, { cookies: 'jar' });
    const { email, password, tenantId } = personas.admin;
    const headers = { 'x-tenant-id': tenantId };
    backend.faults.set('auth', 'offline-but-done');
    await send('/auth/token', { method: 'POST', body: { email, password }, headers });
    backend.faults.clear();
    expect((await json('/auth/me', { headers })).status).toBe(401);
  });

  it('redact as the running gateway does', async () => {
    const { send, backend } = await createTestApi({ seed: 'one' });
    backend.faults.set('any', 'redacted-answers');
    const { email, password, tenantId } = personas.admin;
    const headers = { 'x-tenant-id': tenantId };
    const grant = await (
      await send('/auth/token', { method: 'POST', body: { email, password }, headers })
    ).text();
    expect(grant).toContain(`"access_token":"***JWT_REDACTED***"`);
    expect(grant).toContain(`"tenant_id":"${tenantId}"`);
    expect(await (await send('/auth/me', { as: 'admin' })).text()).toContain(
      '"email":"***EMAIL_REDACTED***"',
    );
    const logs = await (await send('/audit/logs', { as: 'admin' })).text();
    expect(logs).toContain('"agent_id":"***AADHAAR_REDACTED***-0000-0000-***AADHAAR_REDACTED***"');
    expect(logs).toContain('"event_hash":"***HEX_SECRET_REDACTED***"');
    expect(logs).toContain(`"actor":"${personas.security.id}"`);
  });
});

describe('a delayed answer', () => {
  it('arrives after 2.5 s, and the request is carried out', async () => {
    const { json, backend, waited } = await createTestApi();
    backend.faults.set('any', 'slow');
    expect((await json(SWITCH, engage('admin'))).status).toBe(200);
    expect(waited).toEqual([2_500]);
  });

  it.each([
    ['hang', false],
    ['hang-but-done', true],
  ] as const)('never arrives with %s; the request is carried out: %s', async (fault, done) => {
    const { json, send, backend } = await createTestApi({ engaged: true });
    await json(SWITCH, { as: 'admin' });
    backend.faults.set('toggle', fault);
    const answered = send(SWITCH, disengage('admin')).then(() => 'answered');
    // Requests are served in order: once these are answered, the first one would have been answered, too.
    const others = Array.from({ length: 3 }, () => json(SWITCH, { as: 'admin' }));
    expect(await Promise.race([answered, Promise.all(others).then(() => 'only the others')])).toBe(
      'only the others',
    );
    expect((await json(SWITCH, { as: 'admin' })).body.data).toMatchObject({
      status: done ? 'disengaged' : 'engaged',
    });
  });
});
