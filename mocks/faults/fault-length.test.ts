// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { personas } from '../seeds/personas';
import { createTestApi, SWITCH } from '../test-api';

describe('a gateway that redacts, and keeps the length from before', () => {
  it('announces more than it sends, and sends everything that is left', async () => {
    const { send, backend } = await createTestApi({ seed: 'one' });
    backend.faults.set('any', 'wrong-length');
    const { email, password, tenantId } = personas.admin;
    const headers = { 'x-tenant-id': tenantId };
    const body = { email, password };
    for (const [path, sent, part] of [
      ['/auth/token', { method: 'POST', body, headers }, '"access_token":"***JWT_REDACTED***"'],
      ['/auth/me', { as: 'admin' }, '"email":"***EMAIL_REDACTED***"'],
      ['/audit/logs', { as: 'admin' }, '***HEX_SECRET_REDACTED***'],
    ] as const) {
      const response = await send(path, sent);
      const text = await response.text();
      expect(text).toContain(part);
      expect(JSON.parse(text)).toMatchObject({ success: true });
      expect(Number(response.headers.get('content-length'))).toBeGreaterThan(Buffer.byteLength(text));
    }
  });

  it('leaves an answer complete when it contains nothing to redact', async () => {
    const { send, backend } = await createTestApi({ seed: 'none' });
    backend.faults.set('any', 'wrong-length');
    const status = await send(SWITCH, { as: 'admin' });
    const whole = Buffer.byteLength(await status.text());
    expect(Number(status.headers.get('content-length'))).toBe(whole);
  });
});
