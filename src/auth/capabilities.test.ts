import { describe, expect, it } from 'vitest';
import { can, rolesWith, type Capability } from './capabilities';

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

  it.each([
    'VIEWER',
    'READ_ONLY',
    'DEVELOPER',
    '',
    'admin',
    'SUPERUSER',
    '__proto__',
    'constructor',
    'toString',
  ])('gives %j nothing', (role) => expect(of(role)).toEqual([]));
});

it('rolesWith names who has it', () => {
  expect(rolesWith('canViewKillSwitch')).toEqual(['ADMIN', 'SECURITY']);
});
