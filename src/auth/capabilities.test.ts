import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can, isUnnamed, roleOnWire, rolesWith, UNNAMED_ROLES, type Capability } from './capabilities';

const all: Capability[] = [
  'canViewKillSwitch',
  'canToggleKillSwitch',
  'canViewActivationHistory',
  'canViewSafeMode',
  'canEnterSafeMode',
  'canRecover',
  'canDiagnose',
];
const of = (role: string) => all.filter((capability) => can(role, capability));

describe('can', () => {
  it('gives ADMIN everything, and OWNER the same', () => {
    expect(of('ADMIN')).toEqual(all);
    expect(of('OWNER')).toEqual(all);
  });

  it('gives SECURITY all but recovery, and SECURITY_ANALYST the same', () => {
    expect(of('SECURITY')).toEqual(all.filter((capability) => capability !== 'canRecover'));
    expect(of('SECURITY_ANALYST')).toEqual(of('SECURITY'));
  });

  it('lets AUDITOR read the history and Safe Mode, not the status', () => {
    expect(of('AUDITOR')).toEqual(['canViewActivationHistory', 'canViewSafeMode', 'canDiagnose']);
  });

  it.each(['READ_ONLY', 'DEVELOPER'])(
    'lets %s, the names of Aegis for readers of the log, read the history',
    (role) => expect(of(role)).toEqual(['canViewActivationHistory']),
  );

  it('gives a person whose role no answer names what the answers prove, and no recovery action', () => {
    const [readsSwitch = '', readsHistory = '', refused = ''] = Object.keys(UNNAMED_ROLES);
    expect(of(readsSwitch)).toEqual(['canViewKillSwitch', 'canToggleKillSwitch', 'canViewActivationHistory']);
    expect(of(readsHistory)).toEqual(['canViewActivationHistory']);
    expect(of(refused)).toEqual(['canViewActivationHistory']);
  });

  it('gives nothing to a server’s role that has the name of one of this console’s stand-ins', () => {
    const names = Object.keys(UNNAMED_ROLES);
    for (const name of names) expect(of(roleOnWire(name))).toEqual([]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...names)), (name) => !isUnnamed(roleOnWire(name))),
    );
    expect(roleOnWire('ADMIN')).toBe('ADMIN');
  });

  it.each(['VIEWER', '', 'admin', 'SUPERUSER', '__proto__', 'constructor', 'toString'])(
    'gives %j nothing',
    (role) => expect(of(role)).toEqual([]),
  );
});

it('rolesWith names the roles that have a capability', () => {
  expect(rolesWith('canViewKillSwitch')).toEqual(['ADMIN', 'SECURITY']);
  expect(rolesWith('canViewActivationHistory')).toEqual(['ADMIN', 'SECURITY', 'AUDITOR']);
});
