import { expect, it } from 'vitest';
import { isSilent } from '../../core/hosts/judge-host';
import { createHostLog, type HostTrouble } from './host-log';

it('a host that goes silent is told once, after 15 s, and once when it comes back', () => {
  const lines: string[] = [];
  const write = (_facts: object, message: string) => void lines.push(message);
  let now = 0;
  const log = createHostLog({ info: write, warn: write }, () => now);
  const host = { tenantId: 't', name: 'agents-01', lastSeenAt: 1 };
  const trouble = (at: number, kind: HostTrouble = 'silent') => {
    now = at;
    log.trouble('key', host, kind, isSilent);
  };
  log.heard('key', host, 'NORMAL', true);
  trouble(2_000);
  trouble(15_000);
  expect(lines).toEqual([]);
  trouble(15_001);
  trouble(20_000);
  expect(lines).toEqual([expect.stringMatching(/silent: its Guardian cannot be reached/)]);
  trouble(22_000, 'refuses');
  expect(lines.at(-1)).toMatch(/does not accept the token/);
  trouble(23_000, 'clock');
  expect(lines.at(-1)).toMatch(/its clock and this one differ/);
  now = 24_000;
  log.heard('key', host, 'NORMAL', true);
  log.heard('key', host, 'SAFE', true);
  expect(lines.slice(3)).toEqual(['the host answers again', 'the host has another mode']);
  log.keepOnly([]);
  trouble(60_000);
  expect(lines).toHaveLength(5);
});
