export type Capability =
  | 'canViewKillSwitch'
  | 'canToggleKillSwitch'
  | 'canViewActivationHistory'
  | 'canViewSafeMode'
  | 'canEnterSafeMode'
  | 'canRecover'
  | 'canDiagnose';

export type Role = 'ADMIN' | 'SECURITY' | 'AUDITOR' | 'VIEWER';

const granted: Record<Role, readonly Capability[]> = {
  ADMIN: [
    'canViewKillSwitch',
    'canToggleKillSwitch',
    'canViewActivationHistory',
    'canViewSafeMode',
    'canEnterSafeMode',
    'canRecover',
    'canDiagnose',
  ],
  SECURITY: [
    'canViewKillSwitch',
    'canToggleKillSwitch',
    'canViewActivationHistory',
    'canViewSafeMode',
    'canEnterSafeMode',
    'canDiagnose',
  ],
  AUDITOR: ['canViewActivationHistory', 'canViewSafeMode', 'canDiagnose'],
  VIEWER: [],
};

/** The names on the wire, newer ones included. A Map, because a role named `constructor` must find nothing. */
const roleOfName = new Map<string, Role>([
  ['ADMIN', 'ADMIN'],
  ['OWNER', 'ADMIN'],
  ['SECURITY', 'SECURITY'],
  ['SECURITY_ANALYST', 'SECURITY'],
  ['AUDITOR', 'AUDITOR'],
  ['VIEWER', 'VIEWER'],
  ['READ_ONLY', 'VIEWER'],
  ['DEVELOPER', 'VIEWER'],
]);

/** Whether the role named on the wire has the capability. An unknown role has none. */
export function can(roleName: string, capability: Capability): boolean {
  const role = roleOfName.get(roleName);
  return role !== undefined && granted[role].includes(capability);
}

/** The roles that have the capability, to name to somebody who lacks it. */
export function rolesWith(capability: Capability): Role[] {
  return (Object.keys(granted) as Role[]).filter((role) => granted[role].includes(capability));
}
