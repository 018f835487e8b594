import type { ToggleAction } from '../../api/kill-switch';

const method: Record<ToggleAction, string> = { engage: 'POST', disengage: 'DELETE' };
const body: Record<ToggleAction, string> = {
  engage: '{"action":"engage","reason":"WHY"}',
  disengage: '{"reason":"WHY"}',
};

/**
 * The toggle as a shell command. The token is a variable, never a value; the tenant id is filled in only if it is made of
 * characters that mean nothing to a shell.
 */
export function curlToggle(origin: string, tenantId: string, action: ToggleAction): string {
  const tenant = /^[A-Za-z0-9-]+$/.test(tenantId) ? tenantId : 'TENANT-ID';
  return [
    `curl -X ${method[action]} '${origin}/decision/kill-switch/${tenant}'`,
    `  -H "Authorization: Bearer $AEGIS_TOKEN"`,
    `  -H 'X-Tenant-ID: ${tenant}'`,
    `  -H 'Content-Type: application/json'`,
    `  -d '${body[action]}'`,
  ].join(' \\\n');
}
