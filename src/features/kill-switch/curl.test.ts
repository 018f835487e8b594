import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlToggle } from './curl';

describe('curlToggle', () => {
  it('is the documented request, with the token as a variable', () => {
    expect(curlToggle('https://a.example', '1abe6a11-70a4-45d4-81df-3030b3f73b67', 'engage')).toBe(
      `curl -X POST 'https://a.example/decision/kill-switch/1abe6a11-70a4-45d4-81df-3030b3f73b67' \\
  -H "Authorization: Bearer $AEGIS_TOKEN" \\
  -H 'X-Tenant-ID: 1abe6a11-70a4-45d4-81df-3030b3f73b67' \\
  -H 'Content-Type: application/json' \\
  -d '{"action":"engage","reason":"WHY"}'`,
    );
    expect(curlToggle('https://a.example', 't', 'disengage')).toContain('curl -X DELETE');
  });

  it('never lets a tenant id out of its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tenant) => {
        const command = curlToggle('https://a.example', tenant, 'engage');
        expect(command.match(/'/g)).toHaveLength(8);
        expect(command.match(/`|\$(?!AEGIS_TOKEN)/)).toBeNull();
      }),
    );
  });
});
