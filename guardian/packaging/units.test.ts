import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placesForTests, run, source } from './testing/package';

const { newFolder } = placesForTests();

describe('the units for systemd', () => {
  const EXPOSURE: Record<string, number> = {
    // Root and SYS_ADMIN alone, which it needs to hold Core, cost 10 of these 48.
    'exacta-guardian.service': 48,
    'exacta-control.service': 15,
    'kill-switch-control-plane.service': 15,
    'kill-switch-gateway.service': 15,
  };
  const folders = ['guardian/packaging/systemd', 'server/systemd'].map((path) => join(source, path));
  const units = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => [name, join(folder, name)] as const),
  );

  it('are those of the Guardian, the control API, the control plane and the gateway', () => {
    expect(units.map(([name]) => name).toSorted()).toEqual(Object.keys(EXPOSURE).toSorted());
  });

  it.each(units)('%s is understood by systemd, and gives no more rights than it needs', (name, unit) => {
    const place = newFolder();
    for (const program of ['exacta-guardian-supervisor', 'exacta-control'])
      writeFileSync(join(place, program), '#!/bin/sh\n', { mode: 0o755 });
    const text = readFileSync(unit, 'utf8').replaceAll('/usr/lib/exacta/guardian', place);
    writeFileSync(join(place, name), text);
    const verified = run('systemd-analyze', ['verify', join(place, name)]);
    expect(
      verified.code,
      'This test needs the command systemd-analyze (Debian: apt-get install systemd).',
    ).not.toBe(null);
    // Systemd before 254 does not know it, and the Guardian does without it.
    const problems = verified.err
      .split('\n')
      .filter((line) => line !== '' && !line.includes("'DelegateSubgroup'"));
    expect(problems).toEqual([]);
    expect(verified.code).toBe(0);
    const limit = `--threshold=${EXPOSURE[name]}`;
    const secure = run('systemd-analyze', ['security', '--offline=yes', limit, join(place, name)]);
    expect({ code: secure.code, out: secure.out.trim().split('\n').at(-1) }).toMatchObject({ code: 0 });
  });

  it('let nothing of Core survive the Guardian’s unit [INV-OPER-1]', () => {
    const text = readFileSync(join(source, 'guardian/packaging/systemd/exacta-guardian.service'), 'utf8');
    for (const line of [
      'KillMode=mixed',
      'SendSIGKILL=yes',
      'Type=notify',
      'NotifyAccess=all',
      'Restart=on-failure',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^WatchdogSec=\d+$/m);
  });
});
