export type Capability =
  | 'canViewKillSwitch'
  | 'canToggleKillSwitch'
  | 'canViewActivationHistory'
  | 'canViewSafeMode'
  | 'canEnterSafeMode'
  | 'canRecover'
  | 'canDiagnose';

export type Role = 'ADMIN' | 'SECURITY' | 'AUDITOR' | 'VIEWER';

const granted: Record<Role, Record<Capability, boolean>> = {
  ADMIN: {
    canViewKillSwitch: true,
    canToggleKillSwitch: true,
    canViewActivationHistory: true,
    canViewSafeMode: true,
    canEnterSafeMode: true,
    canRecover: true,
    canDiagnose: true,
  },
  SECURITY: {
    canViewKillSwitch: true,
    canToggleKillSwitch: true,
    canViewActivationHistory: true,
    canViewSafeMode: true,
    canEnterSafeMode: true,
    canRecover: false,
    canDiagnose: true,
  },
  AUDITOR: {
    canViewKillSwitch: false,
    canToggleKillSwitch: false,
    canViewActivationHistory: true,
    canViewSafeMode: true,
    canEnterSafeMode: false,
    canRecover: false,
    canDiagnose: true,
  },
  VIEWER: {
    canViewKillSwitch: false,
    canToggleKillSwitch: false,
    canViewActivationHistory: false,
    canViewSafeMode: false,
    canEnterSafeMode: false,
    canRecover: false,
    canDiagnose: false,
  },
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
  return role !== undefined && granted[role][capability];
}

/** The roles that have the capability, to name to somebody who lacks it. */
export function rolesWith(capability: Capability): Role[] {
  return (Object.keys(granted) as Role[]).filter((role) => granted[role][capability]);
}
